// Owns what a paper in the triage view is near to among those the reader kept: the words in common, and the papers on request.
import { useEffect } from 'react'
import { STATE_TITLES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import { useNear, wantNear } from '#renderer/state/near.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Tag } from '../pieces/marks.tsx'
import style from './triage.module.css'

const KEPT = new Set(['later', 'shortlist', 'archive'])
/** Asked for, so that some of them are kept ones. */
const LOOKED_AT = 30
const SHOWN_WORDS = 5
const SHOWN_PAPERS = 3

/** Nothing at all where none of the near ones was kept. */
export function NearSaved({ id, more }: { id: PaperId; more: boolean }) {
  const near = useNear((state) => (state.of === id ? state.papers : null))
  useEffect(() => wantNear(id, LOOKED_AT), [id])
  const kept = (near ?? []).filter(({ state }) => KEPT.has(state)).slice(0, SHOWN_PAPERS)
  if (kept.length === 0) return null
  const words = [...new Set(kept.flatMap(({ shared }) => shared))].slice(0, SHOWN_WORDS)
  return (
    <section className={style.near} aria-label="Near what you kept">
      <p className={style.keywords}>
        Near what you kept:{' '}
        {words.map((word) => (
          <Tag key={word} name={word} />
        ))}
      </p>
      {more && (
        <ul>
          {kept.map(({ id: other, title, state }) => (
            <li key={other}>
              <MathText text={title} /> <span>· {STATE_TITLES[state]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

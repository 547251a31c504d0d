// Owns the papers near in meaning, at the end of the paper pane.
import { useEffect } from 'react'
import { STATE_TITLES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import { openReference } from '#renderer/actions/go.ts'
import { useNear, wantNear } from '#renderer/state/near.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import style from './paper.module.css'

/** Nothing at all where there are none, or while the index is being made. */
export function NearPapers({ id }: { id: PaperId }) {
  const papers = useNear((near) => (near.of === id ? near.papers : null))
  useEffect(() => wantNear(id), [id])
  if (papers === null || papers.length === 0) return null
  return (
    <section aria-labelledby="near-title">
      <h3 className={style.section} id="near-title">
        Near in meaning
      </h3>
      <ul className={style.near}>
        {papers.map((paper) => (
          <li key={paper.id}>
            <button type="button" className={style.link} onClick={() => openReference({ id: paper.id })}>
              <MathText text={paper.title} />
            </button>
            <p>
              {paper.state !== 'inbox' && `${STATE_TITLES[paper.state]} · `}
              {paper.shared.join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

// Owns what stands under a note: the links in it that lead nowhere, and the notes that lead here.
import { useEffect, useEffectEvent, useMemo } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { openReference, showPaper } from '#renderer/actions/go.ts'
import { type Backlink, loadLinks, loadNoteLinks, useLinks } from '#renderer/state/links.ts'
import { counted } from '#domain/counted.ts'
import { linkTargets } from '#renderer/text/note-link-targets.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import style from './notes.module.css'

export function NoteLinks({ id, text, revision }: { id: PaperId; text: string; revision: number }) {
  const byTarget = useLinks((links) => links.byTarget)
  const back = useLinks((links) => links.back.get(id)) ?? NO_LINKS
  const targets = useMemo(() => linkTargets(text), [text])
  const key = targets.join('\n')
  useEffect(() => {
    if (key === '') return undefined
    const timer = setTimeout(() => void loadLinks(key.split('\n')), LINK_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key])
  const look = useEffectEvent(() => void loadNoteLinks(id, targets))
  useEffect(() => look(), [id, revision])
  const broken = targets.filter((target) => byTarget.get(target) === null)
  return (
    <>
      {broken.length > 0 && (
        <p className={style.broken}>
          {broken.length === 1
            ? 'A link leads to no paper of the library:'
            : `${counted(broken.length, 'link')} lead to no paper of the library:`}{' '}
          {broken.slice(0, MOST_BROKEN).map((target) => (
            <button key={target} type="button" title="Search for it" onClick={() => openReference({ title: target })}>
              {target}
            </button>
          ))}
        </p>
      )}
      {back.length > 0 && (
        <section className={style.back} aria-labelledby="backlinks">
          <h4 id="backlinks">{back.length === 1 ? 'A note links here' : `${counted(back.length, 'note')} link here`}</h4>
          <ul>
            {back.slice(0, MOST_BACK).map((link) => (
              <li key={link.id}>
                <button type="button" onClick={() => void showPaper(link.id)}>
                  <MathText text={link.title} />
                </button>
                <span>{link.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const NO_LINKS: readonly Backlink[] = []
/** Milliseconds after the last key before links are looked up. */
const LINK_PAUSE_MS = 300
const MOST_BROKEN = 8
const MOST_BACK = 50

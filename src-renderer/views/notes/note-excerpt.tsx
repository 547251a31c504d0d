// Owns the line of a note that its row shows.
import { useEffect } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { useExcerpts, wantExcerpt } from '#renderer/state/excerpts.ts'
import { usePlace } from '#renderer/state/place.ts'
import { readAt } from '#renderer/words/days.ts'
import style from './notes.module.css'

/** Shown in the place of the votes: in the notes, what was written says more. */
export function NoteExcerptLine({ id }: { id: PaperId }) {
  const around = usePlace(({ place }) => (place.kind === 'notes' ? (place.text ?? '') : ''))
  const excerpt = useExcerpts(({ byId }) => byId.get(id))
  useEffect(() => wantExcerpt(id, around), [id, around])
  return (
    <div className={style.excerpt}>
      {excerpt ? (
        <>
          <time>{readAt(excerpt.updatedAtMs, nowMs()).replace(/^at /, '')}</time> · <span>{excerpt.text}</span>
        </>
      ) : (
        ' '
      )}
    </div>
  )
}

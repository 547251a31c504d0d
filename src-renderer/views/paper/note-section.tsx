// Owns the note of the paper on screen: its editor, and how far it is saved.
import { useEffect, useRef } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { saveNotesNow, useNotes, writeNote } from '#renderer/state/notes.ts'
import { useWindow } from '#renderer/state/window.ts'
import style from './paper.module.css'

export function NoteSection({ id }: { id: PaperId }) {
  const draft = useNotes(({ drafts }) => drafts.get(id))
  const field = useRef<HTMLTextAreaElement>(null)
  const wanted = useWindow((state) => state.noteWanted)
  const seen = useRef(wanted)
  useEffect(() => {
    if (seen.current === wanted) return
    seen.current = wanted
    field.current?.focus()
  }, [wanted])
  return (
    <section aria-labelledby="note-title" data-note>
      <h3 className={style.section} id="note-title">
        Note
      </h3>
      {draft && (
        <textarea
          ref={field}
          className={style.note}
          aria-labelledby="note-title"
          value={draft.text}
          onChange={(event) => writeNote(id, event.target.value)}
          onBlur={saveNotesNow}
        />
      )}
    </section>
  )
}

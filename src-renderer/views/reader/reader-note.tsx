// Owns the note of the paper beside its pages: it is written where it is read.
import { X } from 'lucide-react'
import { useEffect } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { backToPages } from '#renderer/actions/reader-note.ts'
import { loadNote, useNoteSession } from '#renderer/state/notes.ts'
import { useReader } from '#renderer/state/reader.ts'
import { WrittenNote } from '../paper/note-section.tsx'
import { ToolAction } from '../pieces/button.tsx'
import style from './reader-note.module.css'

export function ReaderNote() {
  const file = useReader((reader) => reader.file)
  const open = useReader((reader) => reader.noteOpen)
  if (!open || !file) return null
  return (
    <section className={style.note} aria-labelledby="reader-note-title" data-note data-reader-note>
      <header className={style.head}>
        <h2 id="reader-note-title">Note</h2>
        <ToolAction action="reader.hideNote" icon={X} />
      </header>
      {file.paperId === null ? (
        <p className={style.none}>This PDF belongs to no paper of the library, so it has no note.</p>
      ) : (
        <Written key={file.paperId} id={file.paperId} title={file.title} />
      )}
    </section>
  )
}

function Written({ id, title }: { id: PaperId; title: string }) {
  const session = useNoteSession(id)
  useEffect(() => void loadNote(id), [id])
  return session && <WrittenNote id={id} title={title} session={session} onLeave={backToPages} />
}

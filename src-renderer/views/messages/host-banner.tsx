// Owns the quiet line that says that core is away, and what becomes of what is typed meanwhile.
import { useWindow } from '#renderer/state/window.ts'
import { useNotes } from '#renderer/state/notes.ts'
import style from './messages.module.css'

export function HostBanner() {
  const host = useWindow((state) => state.host)
  const unsaved = useNotes((notes) => notes.unsaved)
  if (host.core !== 'down' && host.core !== 'lost') return null
  return (
    <div className={style.banner} role="status">
      {host.sentence ?? 'Dogear does not answer; trying again.'}
      {unsaved > 0 && ` ${unsaved === 1 ? 'One note is' : `${unsaved} notes are`} kept in this window until then: leave it open.`}
    </div>
  )
}

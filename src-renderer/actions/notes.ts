// Owns the notes as a list: narrowing it by words, and the note in full height.
import { loadList } from '../state/lists.ts'
import { keepTypedAhead } from '../state/notes.ts'
import { moveTo, usePlace } from '../state/place.ts'
import { typeAhead } from '../state/typed-ahead.ts'
import { useWindow, wantFocus } from '../state/window.ts'

const PAUSE_MS = 80
let timer: ReturnType<typeof setTimeout> | undefined

/** Only notes with every word of `text`, in the note or in the title. */
export function narrowNotes(text: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    const { place } = usePlace.getState()
    if (place.kind !== 'notes') return
    const next = text.trim() === '' ? ({ kind: 'notes' } as const) : ({ kind: 'notes', text } as const)
    moveTo(next, { replace: true })
    void loadList(next, { fresh: true })
  }, PAUSE_MS)
}

/** The note in the height of the window, with the cursor in it; the same key brings the paper back. */
export function toggleFullNote(): void {
  if (usePlace.getState().selectedId === null) return
  useWindow.setState(({ fullNote }) => ({ fullNote: !fullNote, paperOpen: true, triage: null }))
  wantFocus('note')
}

/** A key that came before the note that was asked for: text waits for it, `Esc` goes back to the list, no other key does anything. */
export function typeForNote(event: KeyboardEvent): boolean {
  const { selectedId } = usePlace.getState()
  if (selectedId === null) return false
  if (event.key === 'Escape') {
    wantFocus('list')
    keepTypedAhead(selectedId)
    return true
  }
  return typeAhead(selectedId, event) || !(event.ctrlKey || event.metaKey || event.altKey)
}

/** Whoever does something else does not wait for a note any more: it must not take the focus when it comes. */
export function goOnFromNote(): void {
  const { noteWanted, noteTaken } = useWindow.getState()
  if (noteTaken !== noteWanted) useWindow.setState({ noteTaken: noteWanted })
}

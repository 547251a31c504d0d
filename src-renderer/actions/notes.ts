// Owns the notes as a list: narrowing it by words, and the note in full height.
import { loadList } from '../state/lists.ts'
import { moveTo, usePlace } from '../state/place.ts'
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

// Owns when the code that notes are written with is loaded: once the window has nothing else to do, or as soon as a note needs it.
import { create } from 'zustand'

type NoteCode = typeof import('./note-field.ts')

const useLoaded = create<{ code: NoteCode | null }>(() => ({ code: null }))
let loading: Promise<void> | null = null

/** Null until it is there. */
export function useNoteCode(): NoteCode | null {
  return useLoaded(({ code }) => code)
}

/** Loads it once; a failure is forgotten, so that it is tried again. */
export function loadNoteCode(): Promise<void> {
  loading ??= import('./note-field.ts').then(
    (code) => useLoaded.setState({ code }),
    (thrown: unknown) => {
      loading = null
      throw thrown
    },
  )
  return loading
}

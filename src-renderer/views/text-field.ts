// Owns knowing where text is written now: there letters are text, and no key of one letter acts.
import { useSyncExternalStore } from 'react'
import { isTextField } from '#renderer/keys/listener.ts'

/** What is written in now. */
export function useTextField(): 'note' | 'text' | null {
  return useSyncExternalStore(watchFocus, () => {
    const focused = document.activeElement
    if (!isTextField(focused)) return null
    return focused?.closest('[data-note]') ? 'note' : 'text'
  })
}

function watchFocus(changed: () => void): () => void {
  document.addEventListener('focusin', changed)
  document.addEventListener('focusout', changed)
  return () => {
    document.removeEventListener('focusin', changed)
    document.removeEventListener('focusout', changed)
  }
}

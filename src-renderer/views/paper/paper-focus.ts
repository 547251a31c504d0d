// Owns that the pane beside or over the list takes the focus when it is asked for.
import { type RefObject, useEffect, useRef } from 'react'
import { useWindow } from '#renderer/state/window.ts'

/** The pane takes the focus when it is asked for, not when it is first painted; one that never does is not `able`. */
export function usePaperFocus(scroll: RefObject<HTMLElement | null>, { able = true } = {}): void {
  const wanted = useWindow((state) => state.paperWanted)
  const seen = useRef(useWindow.getState().paperOpen ? wanted - 1 : wanted)
  useEffect(() => {
    if (!able || seen.current === wanted) return
    seen.current = wanted
    // the note in it was asked for, and has the cursor already
    if (scroll.current?.contains(document.activeElement)) return
    scroll.current?.focus({ preventScroll: true })
  }, [wanted, scroll, able])
}

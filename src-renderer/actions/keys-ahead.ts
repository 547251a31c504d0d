// Owns keys that come between a place that is gone to and its list: they wait for it, and act in their order once it is there.
import { isListAwaited, useLists } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { useWindow } from '../state/window.ts'

/** What was pressed longer ago is not meant any more. */
const LONGEST_WAIT_MS = 2_000

let held: { event: KeyboardEvent; atMs: number }[] = []
let stop: (() => void) | null = null

/** Keeps a key for the list; `isForList`: it does something with the papers of a list. What follows such a key is kept too, but for `Esc`. */
export function keepForList(event: KeyboardEvent, isForList: () => boolean): boolean {
  if (!isListAwaited() || useWindow.getState().dialog !== null) return false
  const isEscape = event.key === 'Escape'
  if (held.length === 0 && (isEscape || useWindow.getState().pendingKey !== null || !isForList())) return false
  if (isEscape) {
    letGo()
    return true
  }
  held.push({ event, atMs: performance.now() })
  stop ??= whenListIsThere()
  return true
}

function letGo(): void {
  held = []
  stop?.()
  stop = null
}

function whenListIsThere(): () => void {
  const { place } = usePlace.getState()
  const look = (): void => {
    if (usePlace.getState().place !== place) letGo()
    else if (!isListAwaited()) act()
  }
  const stops = [useLists.subscribe(look), usePlace.subscribe(look)]
  return () => stops.forEach((each) => each())
}

/** An empty list, or a dialog that one of them opened, takes none of the rest. */
function act(): void {
  const since = performance.now() - LONGEST_WAIT_MS
  const events = held.filter(({ atMs }) => atMs >= since).map(({ event }) => event)
  letGo()
  // not within the change that brings the list
  queueMicrotask(() => {
    for (const { key, code, ctrlKey, metaKey, altKey, shiftKey } of events) {
      if (usePlace.getState().selectedId === null || useWindow.getState().dialog !== null) return
      const again = { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true }
      window.dispatchEvent(new KeyboardEvent('keydown', again))
    }
  })
}

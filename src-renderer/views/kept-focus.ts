// Owns that the focus is never lost: when what has it goes away or can't be used any more, what stands in its place has it.
import { useEffect } from 'react'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { useReader } from '#renderer/state/reader.ts'

const TAKES_KEYS = 'button, a[href], input, select, textarea, summary, [tabindex], [contenteditable="true"]'

/** An element with its parents, and the place of each among its siblings. */
type Path = readonly { element: HTMLElement; index: number }[]

export function useKeptFocus(): void {
  useEffect(() => {
    let path: Path = []
    const onFocus = (event: FocusEvent): void => {
      if (!(event.target instanceof HTMLElement) || event.target === document.body) return
      const last = path[0]?.element
      // what went away in a dialog, the dialog as a whole takes, at once and in the next frame: there is no key for it there
      const isTaken = last !== undefined && event.target.matches('[role="dialog"]') && event.target !== last && isWithin(path, event.target)
      const inside = isTaken ? (takesKeys(last) ? last : standIn(path)) : null
      if (inside && event.target.contains(inside)) inside.focus({ preventScroll: true })
      else path = pathOf(event.target)
    }
    // a click beside everything means to leave
    const onPointer = (): void => {
      path = []
    }
    const observer = new MutationObserver(() => {
      const last = path[0]?.element
      if (last === undefined || document.activeElement !== document.body || takesKeys(last)) return
      standIn(path)?.focus({ preventScroll: true })
    })
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'inert', 'hidden'] })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('pointerdown', onPointer, true)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('pointerdown', onPointer, true)
    }
  }, [])
}

/** Where keys are read when nothing else is meant: the list, the pages, the text, or what scrolls. */
export function placeToBe(): HTMLElement | null {
  return (
    ['[data-list]', '[data-document]:not([inert]) [data-links]', 'main [data-keys="scroll"]', 'main']
      .map((place) => document.querySelector<HTMLElement>(place))
      .find((element) => element !== null) ?? null
  )
}

function pathOf(element: HTMLElement): Path {
  const path = []
  for (let at: HTMLElement | null = element; at !== null && at !== document.body; at = at.parentElement) {
    path.push({ element: at, index: placeOf(at) })
  }
  return path
}

function isWithin(path: Path, parent: HTMLElement): boolean {
  return path.some(({ element }) => element === parent)
}

function placeOf(element: HTMLElement): number {
  return element.parentElement === null ? 0 : [...element.parentElement.children].indexOf(element)
}

/** What moved up to the place of what went away: of its kind if it can be, as the next row's button; else what is nearest. */
function standIn(path: Path): HTMLElement | null {
  const gone = path[0]?.element
  // the reader came in place of the list: it takes the focus when its pages are there, and the tip of its first button would take Esc
  const reads = useReader.getState().file !== null || usePaperText.getState().paper !== null
  if (reads && gone?.matches('[data-list]')) return placeToBe()
  for (const [at, { element: parent }] of path.entries()) {
    const child = path[at - 1]
    if (gone === undefined || child === undefined || !parent.isConnected || parent.closest('[inert]')) continue
    if (parent.matches('main, nav') || parent.id === 'root') break
    const beside = parent.children[Math.min(child.index, parent.children.length - 1)]
    for (const around of [beside, parent]) {
      const found = [...(around?.querySelectorAll<HTMLElement>(TAKES_KEYS) ?? [])].filter((one) => one.tabIndex >= 0 && takesKeys(one))
      const ofItsKind = found.filter((one) => one.tagName === gone.tagName && one.className === gone.className)
      const best = ofItsKind.find((one) => placeOf(one) === path[0]?.index) ?? ofItsKind[0] ?? found[0]
      if (best) return best
    }
  }
  return placeToBe()
}

/** Whether it is there, seen, and can have the focus. */
export function takesKeys(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.closest('[inert]') === null && element.checkVisibility()
}

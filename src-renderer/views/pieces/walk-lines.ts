// Owns the arrow keys in a pane beside the pages: they go from line to line.
import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** From outside the lines to the current one, else to the first. */
export function walkLines(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  const at = lines.findIndex((line) => line === document.activeElement)
  const next = at < 0 ? (lines.find((line) => line.ariaCurrent !== null) ?? lines[0]) : lines[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

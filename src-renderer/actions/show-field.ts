// Owns fields that a key opens: what is typed right behind it is theirs.
import { flushSync } from 'react-dom'

/** Shows a field and gives it the focus, with what is in it selected, before the next key is heard. */
export function showField(selector: string, show: () => void): void {
  flushSync(show)
  focusField(selector)
  // a dialog that the field was asked for from gives the focus away as it closes
  requestAnimationFrame(() => {
    if (!document.querySelector(selector)?.matches(':focus')) focusField(selector)
  })
}

/** Gives a field that is there the focus, with what is in it selected. */
export function focusField(selector: string): void {
  const field = document.querySelector<HTMLInputElement>(selector)
  field?.focus()
  field?.select()
}

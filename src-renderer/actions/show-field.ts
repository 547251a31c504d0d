// Owns fields that a key opens: what is typed right behind it is theirs.
import { flushSync } from 'react-dom'

/** Shows a field and gives it the focus, with what is in its line selected, before the next key is heard; answers whether it is there. */
export function showField(selector: string, show: () => void): boolean {
  flushSync(show)
  return focusField(selector)
}

/** Gives a field that is there the focus, with what is in its line selected. */
export function focusField(selector: string): boolean {
  // a dialog that the field was asked for from gives the focus back as it closes: that comes first
  flushSync(() => undefined)
  const field = document.querySelector<HTMLElement>(selector)
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
  return field !== null
}

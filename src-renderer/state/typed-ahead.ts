// Owns what is typed for a note that was asked for and is not there yet: no letter of it is lost, and none of them decides anything.
import type { PaperId } from '#domain/paper.ts'

const typed = new Map<PaperId, string>()

/** Takes a key as a text field would, as far as one without a cursor can; false for keys that are not text. */
export function typeAhead(id: PaperId, event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey } = event
  if (metaKey || ((ctrlKey || altKey) && !event.getModifierState('AltGraph'))) return false
  const before = typed.get(id) ?? ''
  if (key === 'Backspace') typed.set(id, [...before].slice(0, -1).join(''))
  else if (key === 'Enter') typed.set(id, `${before}\n`)
  else if ([...key].length === 1) typed.set(id, before + key)
  else return false
  return true
}

/** What was typed for a note, once. */
export function takeTypedAhead(id: PaperId): string {
  const text = typed.get(id) ?? ''
  typed.delete(id)
  return text
}

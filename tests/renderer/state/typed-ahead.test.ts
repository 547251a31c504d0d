// Owns the proof that what is typed before a note is there comes out as it was typed, once.
import { expect, test } from 'vitest'
import { takeTypedAhead, typeAhead } from '#renderer/state/typed-ahead.ts'

function type(id: string, ...keys: string[]): boolean[] {
  return keys.map((key) => typeAhead(id, keyOf(key)))
}

function keyOf(key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent {
  return { key, ctrlKey: false, metaKey: false, altKey: false, getModifierState: () => false, ...held } as KeyboardEvent
}

test('letters, lines and what was taken back are kept for each paper, and given once', () => {
  type('a', 'l', '😀', 'Backspace', 'é', 'Enter', ' ', 'd')
  type('b', 'x')
  expect(takeTypedAhead('a')).toBe('lé\n d')
  expect(takeTypedAhead('a')).toBe('')
  expect(takeTypedAhead('b')).toBe('x')
})

test('keys that are no text are left alone, but for those made with AltGr', () => {
  expect(type('c', 'Tab', 'ArrowDown', 'Shift', 'F5')).toEqual([false, false, false, false])
  expect(typeAhead('c', keyOf('s', { ctrlKey: true }))).toBe(false)
  expect(typeAhead('c', keyOf('@', { ctrlKey: true, altKey: true, getModifierState: () => true }))).toBe(true)
  expect(takeTypedAhead('c')).toBe('@')
})

// Owns the proof that keys are read as they are meant, on other layouts too.
import { describe, expect, test } from 'vitest'
import { chordOf, isSingleKey, keyLabels, type KeyPress, normalizeSpec, specOf } from '#renderer/keys/chords.ts'

function press(key: string, code: string, held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift' | 'altGraph', boolean>> = {}): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    altKey: held.alt ?? false,
    shiftKey: held.shift ?? false,
    getModifierState: (name) => name === 'AltGraph' && (held.altGraph ?? false),
  }
}

describe('a pressed key', () => {
  test('is the letter it types', () => expect(chordOf(press('j', 'KeyJ'))).toBe('j'))
  test('with Shift is the letter and Shift', () => expect(chordOf(press('T', 'KeyT', { shift: true }))).toBe('shift+t'))
  test('with Caps Lock is the plain letter', () => expect(chordOf(press('J', 'KeyJ'))).toBe('j'))
  test('that types a sign needs no Shift named', () => expect(chordOf(press('?', 'Slash', { shift: true }))).toBe('?'))
  test('on a Cyrillic layout is what a US keyboard has there', () => expect(chordOf(press('о', 'KeyJ'))).toBe('j'))
  test('on a Cyrillic layout keeps its signs', () => expect(chordOf(press('х', 'BracketLeft'))).toBe('['))
  test('on AZERTY is the letter, not the place', () => expect(chordOf(press('a', 'KeyQ'))).toBe('a'))
  test('on AZERTY with Alt is the letter too', () => expect(chordOf(press('a', 'KeyQ', { alt: true }))).toBe('alt+a'))
  test('of the digits of AZERTY is the digit with Shift, and with Alt', () => {
    expect(chordOf(press('1', 'Digit1', { shift: true }))).toBe('1')
    expect(chordOf(press('&', 'Digit1', { alt: true }))).toBe('alt+1')
    expect(chordOf(press('é', 'Digit2', { alt: true }))).toBe('alt+2')
  })
  test('on a German layout is the letter it types: y and z have changed places, also with Ctrl or Alt', () => {
    expect([chordOf(press('z', 'KeyY')), chordOf(press('y', 'KeyZ'))]).toEqual(['z', 'y'])
    expect(chordOf(press('z', 'KeyY', { ctrl: true }))).toBe('ctrl+z')
    expect(chordOf(press('z', 'KeyY', { alt: true }))).toBe('alt+z')
  })
  test('on a German layout types its signs where they are there', () => {
    expect(chordOf(press('?', 'Minus', { shift: true }))).toBe('?')
    expect(chordOf(press('/', 'Digit7', { shift: true }))).toBe('/')
    expect(chordOf(press('+', 'BracketRight'))).toBe('+')
    expect(chordOf(press('-', 'Slash'))).toBe('-')
  })
  test('typed with AltGr is the sign', () => expect(chordOf(press('[', 'Digit8', { ctrl: true, alt: true, altGraph: true }))).toBe('['))
  test('with Option on a Mac is the letter', () => expect(chordOf(press('˚', 'KeyK', { alt: true }))).toBe('alt+k'))
  test('named keeps Shift', () => expect(chordOf(press('ArrowDown', 'ArrowDown', { shift: true }))).toBe('shift+ArrowDown'))
  test('that is a modifier alone is nothing', () => expect(chordOf(press('Shift', 'ShiftLeft', { shift: true }))).toBeUndefined())
  test('dead is what a US keyboard has there', () => expect(chordOf(press('Dead', 'Quote'))).toBe("'"))
})

describe('a written key', () => {
  test.each([
    ['Mod+k', false, 'ctrl+k'],
    ['Mod+k', true, 'meta+k'],
    ['Mod+Shift+z', false, 'ctrl+shift+z'],
    ['g t', false, 'g t'],
    ['Shift+t', false, 'shift+t'],
    ['T', false, 'shift+t'],
    ['Space', false, 'Space'],
    ['?', false, '?'],
    ['\\', false, '\\'],
    ['Control+ArrowLeft', true, 'ctrl+ArrowLeft'],
    ['Mod+,', false, 'ctrl+,'],
    ['+', false, '+'],
    ['Mod++', false, 'ctrl++'],
  ])('%s (Mac: %s) is compared as %s', (spec, isMac, expected) => expect(normalizeSpec(spec, isMac)).toBe(expected))

  test('comes back from a chord as it is stored', () => {
    expect(specOf('ctrl+shift+z', false)).toBe('Mod+Shift+z')
    expect(normalizeSpec(specOf('ctrl++', false), false)).toBe('ctrl++')
  })

  test('is shown in words of the system', () => {
    expect(keyLabels('Mod+k', false)).toEqual(['Ctrl K'])
    expect(keyLabels('Mod+k', true)).toEqual(['⌘ K'])
    expect(keyLabels('g t', false)).toEqual(['g', 't'])
    expect(keyLabels('', false)).toEqual([])
  })
})

test('single keys are those that type by themselves', () => {
  expect(['j', 'shift+t', 'g t', '?', 'Space'].map(isSingleKey)).toEqual([true, true, true, true, true])
  expect(['ctrl+k', 'Escape', 'Enter', 'ArrowDown', 'alt+ArrowUp'].map(isSingleKey)).toEqual([false, false, false, false, false])
})

// Owns what a key is: the way keys are written in the action table, and the way an event is read.

/** The part of a keyboard event that is read; tests make their own. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  getModifierState(name: string): boolean
}

/** Characters of a US keyboard by `event.code`, plain and with Shift: what a key means where the layout has no Latin letters. */
const US_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
}
const SHIFTED_DIGITS = ')!@#$%^&*('

/**
 * A spec as it is compared: `Mod+Shift+Z` → `ctrl+shift+z` (`meta+…` on a Mac), `?` → `?`, `Shift+t` → `shift+t`,
 * `g t` → `g t`. Shift counts for letters and named keys only: other characters already say it.
 */
export function normalizeSpec(spec: string, isMac: boolean): string {
  return spec
    .trim()
    .split(/\s+/)
    .map((chord) => normalizeChord(chord, isMac))
    .join(' ')
}

function normalizeChord(chord: string, isMac: boolean): string {
  const parts = chord === '+' ? ['+'] : chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+')
  const key = parts.at(-1) ?? ''
  const modifiers = new Set(parts.slice(0, -1).map((part) => modifierName(part, isMac)))
  return written(key === 'Space' ? ' ' : key, {
    ctrl: modifiers.has('ctrl'),
    meta: modifiers.has('meta'),
    alt: modifiers.has('alt'),
    shift: modifiers.has('shift') || /^[A-Z]$/.test(key),
  })
}

function modifierName(part: string, isMac: boolean): string {
  const name = part.toLowerCase()
  if (name === 'mod') return isMac ? 'meta' : 'ctrl'
  if (name === 'control') return 'ctrl'
  return name === 'cmd' || name === 'command' ? 'meta' : name
}

/** The chord of an event in the form of `normalizeSpec`; undefined for a modifier alone. */
export function chordOf(press: KeyPress): string | undefined {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(press.key)) return undefined
  const key = characterOf(press)
  // AltGr types a character, it is not Ctrl+Alt
  const typedByAltGr = press.getModifierState('AltGraph') && key.length === 1
  return written(key, {
    ctrl: press.ctrlKey && !typedByAltGr,
    meta: press.metaKey,
    alt: press.altKey && !typedByAltGr,
    shift: press.shiftKey,
  })
}

/** `event.key`, or what the key at that place says on a US keyboard when `event.key` is not a Latin character. */
function characterOf(press: KeyPress): string {
  const { key, code, shiftKey, altKey } = press
  const isLatin = key.length === 1 && key >= ' ' && key <= '~'
  const isNamed = key.length > 1 && key !== 'Dead' && key !== 'Unidentified' && key !== 'Process'
  // Alt or Option may type what the layout likes, then the place says which key it was; AltGr types what is meant
  const isByPlace = altKey && !press.getModifierState('AltGraph') && /^(?:Key|Digit)/.test(code) && !/^[a-z0-9]$/i.test(key)
  if ((isLatin && !isByPlace) || isNamed) return key
  if (code.startsWith('Key')) return code.slice(3).toLowerCase()
  if (code.startsWith('Digit')) {
    const digit = code.slice(5)
    return shiftKey ? (SHIFTED_DIGITS[Number(digit)] ?? digit) : digit
  }
  return US_KEYS[code]?.[shiftKey ? 1 : 0] ?? key
}

function written(key: string, modifiers: { ctrl: boolean; meta: boolean; alt: boolean; shift: boolean }): string {
  const isLetter = /^[a-zA-Z]$/.test(key)
  const isNamed = key.length > 1 || key === ' '
  const parts = [
    modifiers.ctrl ? 'ctrl' : '',
    modifiers.meta ? 'meta' : '',
    modifiers.alt ? 'alt' : '',
    modifiers.shift && (isLetter || isNamed) ? 'shift' : '',
    isLetter ? key.toLowerCase() : key === ' ' ? 'Space' : key,
  ]
  return parts.filter((part) => part !== '').join('+')
}

/** The spec to store for a chord that was pressed while remapping: `ctrl+k` → `Mod+k`, `shift+t` → `Shift+t`. */
export function specOf(chord: string, isMac: boolean): string {
  return chord
    .split(/\+(?=.)/)
    .map((part) => {
      if (part === (isMac ? 'meta' : 'ctrl')) return 'Mod'
      if (part === 'ctrl') return 'Control'
      if (part === 'meta') return 'Meta'
      return part === 'alt' ? 'Alt' : part === 'shift' ? 'Shift' : part
    })
    .join('+')
}

const MAC_NAMES: Readonly<Record<string, string>> = { ctrl: '⌃', meta: '⌘', alt: '⌥', shift: '⇧' }
const NAMES: Readonly<Record<string, string>> = { ctrl: 'Ctrl', meta: 'Win', alt: 'Alt', shift: 'Shift' }
const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Enter: 'Enter',
}

/** How a spec is shown, one entry a chord: `g t` → ["g", "t"], `Mod+k` → ["Ctrl K"], `Shift+t` → ["Shift T"]. */
export function keyLabels(spec: string, isMac: boolean): string[] {
  if (spec === '') return []
  return normalizeSpec(spec, isMac)
    .split(' ')
    .map((chord) => {
      const parts = chord.split(/\+(?=.)/)
      const key = parts.at(-1) ?? ''
      const modifiers = parts.slice(0, -1).map((part) => (isMac ? MAC_NAMES : NAMES)[part] ?? part)
      const name = KEY_NAMES[key] ?? (modifiers.length > 0 && key.length === 1 ? key.toUpperCase() : key)
      return [...modifiers, name].join(' ')
    })
}

/** A key that types a character by itself: those are what "single keys off" switches off. */
export function isSingleKey(chord: string): boolean {
  const first = chord.split(' ')[0] ?? ''
  return !/(?:ctrl|meta|alt)\+/.test(first) && (first.replace(/^shift\+/, '').length === 1 || first.endsWith('Space'))
}

// Owns the way from a pressed key to an action: sequences, scopes, text fields, composing.
import { type ActionId, actions, type ActionScope } from '#contract/actions.ts'
import type { Bindings } from './bindings.ts'
import { chordOf, isSingleKey } from './chords.ts'

export interface KeyContext {
  bindings: Bindings
  /** Scopes that are active now, the innermost first. */
  scopes: readonly ActionScope[]
  singleKeys: boolean
  /** A dialog or a menu has the keys. */
  blocked: boolean
  /** A dialog that stays open while things are done in it leaves these their keys; null where every action has its own. */
  only: ReadonlySet<ActionId> | null
  /** Something that is on its way takes the key, as a text field would that had the focus. */
  takes(event: KeyboardEvent): boolean
  perform(id: ActionId): void
  onPending(sequence: string | null): void
}

const SEQUENCE_PAUSE_MS = 1_500
/** Where text is edited these are the field's own, whatever they are bound to. */
const FIELD_KEYS = /^(?:(?:ctrl|meta)\+(?:shift\+)?[zyaxcv]|(?:ctrl|alt|meta)\+(?:shift\+)?(?:Arrow\w+|Home|End))$/
/** A focused button or link answers these itself. */
const PRESS_KEYS = new Set(['Enter', 'Space'])
const SCROLL_KEYS = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageUp', 'PageDown', 'Space', 'shift+Space'])

const TAB_KEYS = new Set(['Tab', 'shift+Tab'])

/** Everywhere else Tab goes from control to control, whatever it is bound to. */
function goesThroughLinks(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-links]') !== null
}

export type Focus = 'text' | 'line' | 'press' | 'scroll' | 'choice' | 'none'

/** Listens on the window, after everything else had its chance. */
export function listenToKeys(target: Window, context: () => KeyContext): () => void {
  let sequence = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const pend = (next: string): void => {
    sequence = next
    clearTimeout(timer)
    context().onPending(next === '' ? null : next)
    if (next !== '') timer = setTimeout(() => pend(''), SEQUENCE_PAUSE_MS)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
    const chord = chordOf(event)
    const now = context()
    if (!isTextual(focusOf(event.target)) && now.takes(event)) {
      event.preventDefault()
      if (sequence !== '') pend('')
      return
    }
    if (chord === undefined) return
    if (TAB_KEYS.has(chord) && !goesThroughLinks(event.target)) return
    if (now.blocked || !isOurs(chord, focusOf(event.target)) || (!now.singleKeys && isSingleKey(chord))) {
      if (sequence !== '') pend('')
      return
    }
    const continued = sequence === '' ? chord : `${sequence} ${chord}`
    const found = pick(now, continued)
    if (now.only === null && now.bindings.isPrefix(continued) && !found) {
      event.preventDefault()
      pend(continued)
      return
    }
    if (sequence !== '') pend('')
    if (!found) return
    event.preventDefault()
    now.perform(found)
  }

  target.addEventListener('keydown', onKeyDown)
  return () => {
    target.removeEventListener('keydown', onKeyDown)
    clearTimeout(timer)
  }
}

/** Whether letters typed here are text, not keys. */
export function isTextField(element: Element | null): boolean {
  return isTextual(focusOf(element))
}

function isTextual(focus: Focus): boolean {
  return focus === 'text' || focus === 'line'
}

function pick({ bindings, scopes, only }: KeyContext, sequence: string): ActionId | undefined {
  const matches = bindings.match(sequence).filter((id) => only === null || only.has(id))
  for (const scope of scopes) {
    const found = matches.find((id) => actions[id].scope === scope)
    if (found) return found
  }
  return undefined
}

/** Whether a chord may act while this kind of thing has the focus. */
export function isOurs(chord: string, focus: Focus): boolean {
  const hasModifier = /(?:ctrl|meta|alt)\+/.test(chord)
  switch (focus) {
    case 'text':
      return (hasModifier && !FIELD_KEYS.test(chord)) || chord === 'Escape'
    case 'line':
      return (
        (hasModifier && !FIELD_KEYS.test(chord)) || chord === 'Escape' || chord === 'Enter' || chord === 'ArrowDown' || chord === 'ArrowUp'
      )
    case 'press':
      return !PRESS_KEYS.has(chord)
    case 'choice':
      return !PRESS_KEYS.has(chord) && !/Arrow|Home|End/.test(chord)
    case 'scroll':
      return !SCROLL_KEYS.has(chord)
    case 'none':
      return true
  }
}

const TEXT_TYPES = new Set(['text', 'search', 'url', 'email', 'number', 'password', 'date', 'tel', 'month', 'week', 'time'])

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'none'
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return 'text'
  if (target instanceof HTMLInputElement && TEXT_TYPES.has(target.type)) return target.dataset['keys'] === 'line' ? 'line' : 'text'
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return 'choice'
  if (target.closest('[role="menu"], [role="grid"], [role="separator"], [role="radiogroup"]')) return 'choice'
  if (target.closest('button, a[href], summary, [role="button"], [role="link"]')) return 'press'
  if (target.closest('[data-keys="scroll"]')) return 'scroll'
  return 'none'
}

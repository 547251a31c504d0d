// Owns the proof of what acts where: text fields first, sequences, scopes, composing.
import { describe, expect, test } from 'vitest'
import type { ActionId, ActionScope } from '#contract/actions.ts'
import { createBindings } from '#renderer/keys/bindings.ts'
import { isOurs, type KeyContext, listenToKeys } from '#renderer/keys/listener.ts'

describe('in a text field', () => {
  test('letters type', () => expect(isOurs('j', 'text')).toBe(false))
  test('keys with Ctrl act', () => expect(isOurs('ctrl+k', 'text')).toBe(true))
  test('Esc acts', () => expect(isOurs('Escape', 'text')).toBe(true))
  test('undo is the field’s own', () => {
    expect(isOurs('ctrl+z', 'text')).toBe(false)
    expect(isOurs('meta+shift+z', 'text')).toBe(false)
  })
  test('moving by word is the field’s own', () => expect(isOurs('ctrl+ArrowLeft', 'text')).toBe(false))
  test('Enter breaks the line, and acts in a field of one line', () => {
    expect(isOurs('Enter', 'text')).toBe(false)
    expect(isOurs('Enter', 'line')).toBe(true)
  })
})

test('a focused button answers Enter and Space itself, and lets other keys act', () => {
  expect(isOurs('Enter', 'press')).toBe(false)
  expect(isOurs('Space', 'press')).toBe(false)
  expect(isOurs('j', 'press')).toBe(true)
})

interface Keyboard {
  press(key: string, more?: Partial<Record<keyof KeyboardEvent, unknown>>): boolean
  readonly done: ActionId[]
  readonly pending: (string | null)[]
}

function keyboard(change: Partial<KeyContext> = {}): Keyboard {
  const done: ActionId[] = []
  const pending: (string | null)[] = []
  const target = new EventTarget()
  const scopes: ActionScope[] = ['list', 'everywhere']
  listenToKeys(target as Window, () => ({
    bindings: createBindings({}, false),
    scopes,
    singleKeys: true,
    blocked: false,
    only: null,
    takes: () => false,
    perform: (id) => done.push(id),
    onPending: (sequence) => pending.push(sequence),
    ...change,
  }))
  return {
    done,
    pending,
    press: (key, more = {}) => {
      const event = new Event('keydown', { cancelable: true })
      const held = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, keyCode: 0 }
      Object.defineProperties(
        event,
        Object.fromEntries(
          Object.entries({ key, code: '', ...held, getModifierState: () => false, ...more }).map(([name, value]) => [name, { value }]),
        ),
      )
      target.dispatchEvent(event)
      return event.defaultPrevented
    },
  }
}

// the listener asks what kind of element has the focus; outside a browser there is none
Object.assign(globalThis, { HTMLElement: globalThis.HTMLElement ?? class {} })

test('a dialog that stays open leaves undo its key, and begins no sequence', () => {
  const keys = keyboard({ only: new Set<ActionId>(['history.undo']) })
  expect(keys.press('z')).toBe(true)
  expect(keys.press('j')).toBe(false)
  expect(keys.press('g')).toBe(false)
  expect(keys.done).toEqual(['history.undo'])
  expect(keys.pending).toEqual([])
})

test('a key performs its action and is taken', () => {
  const keys = keyboard()
  expect(keys.press('j')).toBe(true)
  expect(keys.done).toEqual(['list.next'])
})

test('a sequence performs one action, and says what it waits for meanwhile', () => {
  const keys = keyboard()
  keys.press('g')
  expect(keys.done).toEqual([])
  expect(keys.pending).toEqual(['g'])
  keys.press('l')
  expect(keys.done).toEqual(['go.later'])
  expect(keys.pending.at(-1)).toBeNull()
})

test('a sequence that leads nowhere performs nothing', () => {
  const keys = keyboard()
  keys.press('g')
  keys.press('5')
  expect(keys.done).toEqual([])
  keys.press('x')
  expect(keys.done).toEqual(['list.select'])
})

test('keys of a list do nothing where there is no list', () => {
  const keys = keyboard({ scopes: ['everywhere'] })
  expect(keys.press('l')).toBe(false)
  expect(keys.done).toEqual([])
})

test('what is being composed is left alone', () => {
  const keys = keyboard()
  keys.press('l', { isComposing: true })
  keys.press('l', { keyCode: 229 })
  expect(keys.done).toEqual([])
})

test('with single keys off, letters do nothing and Ctrl, arrows and Esc act', () => {
  const keys = keyboard({ singleKeys: false })
  keys.press('l')
  keys.press('g')
  keys.press('k', { ctrlKey: true })
  keys.press('ArrowDown')
  keys.press('Escape')
  expect(keys.done).toEqual(['palette.open', 'list.next', 'view.back'])
})

test('while a dialog is open its keys are its own', () => {
  const keys = keyboard({ blocked: true })
  keys.press('l')
  expect(keys.done).toEqual([])
})

test('what takes keys for something on its way gets all of them first, but never those of a text field', () => {
  const taken: string[] = []
  const { press, done } = keyboard({ takes: ({ key }) => taken.push(key) > 0 })
  expect(press('l')).toBe(true)
  expect(press('Escape')).toBe(true)
  expect([taken, done]).toEqual([['l', 'Escape'], []])
})

// Owns the proof that the reader's own keys replace the defaults, and that clashes are named.
import { expect, test } from 'vitest'
import { actionList } from '#contract/actions.ts'
import { createBindings } from '#renderer/keys/bindings.ts'

test('the defaults have no clash in any scope', () => {
  const bindings = createBindings({}, false)
  expect(actionList().flatMap(({ id }) => bindings.conflicts(id))).toEqual([])
})

test('an own key takes the place of all defaults', () => {
  const bindings = createBindings({ 'list.next': 'F9' }, false)
  expect(bindings.match('F9')).toEqual(['list.next'])
  // in the reader the same keys are other actions'
  expect(bindings.match('j')).toContain('reader.down')
  expect(bindings.match('j')).not.toContain('list.next')
  expect(bindings.match('ArrowDown')).not.toContain('list.next')
})

test('an empty key switches the action off', () => {
  const bindings = createBindings({ 'paper.dismiss': '' }, false)
  expect(bindings.match('d')).toEqual([])
  expect(bindings.specs('paper.dismiss')).toEqual([])
})

test('two actions on one key are named to each other', () => {
  const bindings = createBindings({ 'paper.later': 'e' }, false)
  expect(bindings.conflicts('paper.later')).toEqual([{ spec: 'e', with: 'paper.archive' }])
  expect(bindings.conflicts('paper.archive')).toEqual([{ spec: 'e', with: 'paper.later' }])
})

test('a key that begins a sequence stands in its way', () => {
  const bindings = createBindings({ 'paper.later': 'g' }, false)
  expect(bindings.conflicts('paper.later').map((conflict) => conflict.with)).toContain('go.today')
})

test('a damaged entry of the settings does no harm', () => {
  const bindings = createBindings({ 'no.such': 'x', 'paper.later': '   ', 'paper.archive': '++++' }, false)
  expect(bindings.specs('paper.later')).toEqual([])
  expect(bindings.match('x')).toEqual(['list.select'])
})

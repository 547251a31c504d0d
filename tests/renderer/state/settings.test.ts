// Owns the proof that settings changed one right after the other are all kept: an older answer takes no newer change back.
import { beforeEach, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { rememberChoice } from '#renderer/actions/palette-entries.ts'
import { client } from '#renderer/app/client.ts'
import { hearSettings, loadSettings, useSettings } from '#renderer/state/settings.ts'
import { settled, TestWire } from '../test-wire.ts'

let wire = new TestWire()

beforeEach(() => {
  wire = new TestWire()
  client.attach(wire)
  hearSettings(DEFAULT_SETTINGS)
  useSettings.setState({ loaded: false })
})

const shown = () => useSettings.getState().settings

test('the answer to an older change leaves a newer one shown', async () => {
  changeSettings({ density: 'compact' })
  changeSettings({ theme: 'dark' })
  const [first, second] = wire.calls('settings.set')
  if (!first || !second) throw new Error('two changes were not sent')
  await wire.answerCall(first, { settings: { ...DEFAULT_SETTINGS, density: 'compact' } })
  expect(shown()).toMatchObject({ density: 'compact', theme: 'dark' })
  hearSettings({ ...DEFAULT_SETTINGS, density: 'compact' })
  expect(shown()).toMatchObject({ density: 'compact', theme: 'dark' })
  await wire.answerCall(second, { settings: { ...DEFAULT_SETTINGS, density: 'compact', theme: 'dark' } })
  expect(shown()).toMatchObject({ density: 'compact', theme: 'dark' })
})

test('a change that is refused is taken back, and only that one', async () => {
  changeSettings({ density: 'compact' })
  changeSettings({ theme: 'dark' })
  await wire.refuse('settings.set', { code: 'internal', message: 'No.', retryable: false })
  expect(shown()).toMatchObject({ density: 'compact', theme: DEFAULT_SETTINGS.theme })
  const [first] = wire.calls('settings.set')
  if (!first) throw new Error('the first change was not sent')
  await wire.answerCall(first, { settings: { ...DEFAULT_SETTINGS, density: 'compact' } })
  expect(shown().density).toBe('compact')
})

test('what was chosen in the palette is not written over before it was read', async () => {
  const choice = (key: string) => ({ key, title: key, kind: 'Tag', run: () => undefined })
  rememberChoice(choice('tag one'))
  expect(wire.calls('settings.set')).toEqual([])
  const loading = loadSettings()
  await wire.answer('settings.get', {
    settings: { ...DEFAULT_SETTINGS, recentChoices: [{ key: 'tag zero', title: 'zero' }] },
    notice: null,
  })
  await loading
  rememberChoice(choice('tag one'))
  rememberChoice(choice('tag two'))
  const [first] = wire.calls('settings.set')
  if (!first) throw new Error('nothing was remembered')
  await wire.answerCall(first, { settings: { ...DEFAULT_SETTINGS, recentChoices: [{ key: 'tag one', title: 'tag one' }] } })
  rememberChoice(choice('tag three'))
  await settled()
  expect(shown().recentChoices.map(({ key }) => key)).toEqual(['tag three', 'tag two', 'tag one', 'tag zero'])
})

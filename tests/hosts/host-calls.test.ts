// Owns the facts about the calls a host answers itself: settings that hold, and which addresses are opened.
import { expect, test } from 'vitest'
import { openSettings } from '#adapters/settings-store.ts'
import type { SettingsPatch } from '#domain/settings.ts'
import { coreSettingsOf, createHostCalls } from '#hosts/host-calls.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

function fixture(overrides: SettingsPatch = {}, folder = tempFolder()) {
  const opened: string[] = []
  const themes: string[] = []
  const calls = createHostCalls({
    store: openSettings(folder),
    overrides,
    openExternal: (url) => Promise.resolve(void opened.push(url)),
    onSettings: ({ theme }) => themes.push(theme),
  })
  return { calls, opened, themes, folder }
}

test('settings.set keeps, tells the host and every window, and answers with the whole', async () => {
  const { calls, themes, folder } = fixture()
  const heard: unknown[] = []
  calls.onEvent(({ name }) => heard.push(name))
  expect(await calls.call('settings.set', { theme: 'dark' })).toMatchObject({
    ok: true,
    value: { settings: { theme: 'dark', density: 'comfortable' } },
  })
  expect([themes, heard]).toEqual([['dark'], ['settings']])
  expect(openSettings(folder).get().theme).toBe('dark')
})

test('settings.set refuses what is no setting, and changes nothing', async () => {
  const { calls, themes } = fixture()
  for (const patch of [{ theme: 'plaid' }, { arxivUrl: 'http://example.org' }, { textScale: 'large' }]) {
    expect(await calls.call('settings.set', patch)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  }
  expect(themes).toEqual([])
})

test('what the command line said holds for this run, is not written, and gives way to a change', async () => {
  const { calls, folder } = fixture({ huggingFaceUrl: 'http://127.0.0.1:4000', networkOn: false })
  expect(coreSettingsOf(calls.settings())).toMatchObject({ huggingFaceUrl: 'http://127.0.0.1:4000', networkOn: false })
  await calls.call('settings.set', { theme: 'dark', networkOn: true })
  expect(calls.settings()).toMatchObject({ huggingFaceUrl: 'http://127.0.0.1:4000', networkOn: true })
  expect(openSettings(folder).get()).toMatchObject({ huggingFaceUrl: 'https://huggingface.co', networkOn: true, theme: 'dark' })
})

test('shell.open opens web pages only', async () => {
  const { calls, opened } = fixture()
  expect(await calls.call('shell.open', { url: 'https://arxiv.org/abs/2401.00001' })).toEqual({ ok: true, value: {} })
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://user:pw@example.org/',
    'data:text/html,x',
    'nonsense',
    '',
  ]) {
    expect(await calls.call('shell.open', { url })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  }
  expect(opened).toEqual(['https://arxiv.org/abs/2401.00001'])
})

test('a browser that can’t be opened is a failure, not a throw', async () => {
  const calls = createHostCalls({
    store: openSettings(tempFolder()),
    overrides: {},
    openExternal: () => Promise.reject(new Error('no browser')),
    onSettings: () => {},
  })
  expect(await calls.call('shell.open', { url: 'https://arxiv.org/' })).toMatchObject({ ok: false })
})

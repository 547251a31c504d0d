// Owns the facts about the calls a host answers itself: settings that hold, and which addresses are opened.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { BACKUP_RULE } from '#adapters/backups.ts'
import { backupsFolder, logFile } from '#adapters/data-folder.ts'
import { makeFolder } from '#adapters/files.ts'
import { openSettings } from '#adapters/settings-store.ts'
import type { SettingsPatch } from '#domain/settings.ts'
import { coreSettingsOf, createHostCalls, type Dialogs } from '#hosts/host-calls.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

function fixture(overrides: SettingsPatch = {}, folder = tempFolder(), dialogs: Dialogs | null = null) {
  const opened: string[] = []
  const themes: string[] = []
  const cared: unknown[] = []
  const calls = createHostCalls({
    store: openSettings(folder),
    overrides,
    openExternal: (url) => Promise.resolve(void opened.push(url)),
    dialogs,
    onSettings: ({ theme }) => themes.push(theme),
    copies: {
      dataFolder: folder,
      care: (task) => {
        cared.push(task)
        if (task.kind === 'repair') return Promise.resolve({ ok: false, error: { code: 'disk-full', message: 'Full.', retryable: true } })
        return Promise.resolve({ ok: true, value: { sentence: 'Done.', keptAs: null } })
      },
    },
    appVersion: '0.0.0',
  })
  return { calls, opened, themes, folder, cared }
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
    dialogs: null,
    onSettings: () => {},
    copies: { dataFolder: '', care: () => Promise.reject(new Error('not here')) },
    appVersion: '0.0.0',
  })
  expect(await calls.call('shell.open', { url: 'https://arxiv.org/' })).toMatchObject({ ok: false })
})

test('copies are listed with their rule, and what is done to the library makes every window read again', async () => {
  const { calls, folder, cared } = fixture()
  makeFolder(backupsFolder(folder))
  writeFileSync(path.join(backupsFolder(folder), 'library-2026-03-02T12-00-00Z.daily.sqlite'), 'x')
  expect(await calls.call('copies.list', {})).toMatchObject({
    ok: true,
    value: { copies: [{ kind: 'daily', madeAtMs: Date.UTC(2026, 2, 2, 12), bytes: 1 }], rule: BACKUP_RULE },
  })
  const heard: unknown[] = []
  calls.onEvent(({ data }) => heard.push(data))
  expect(await calls.call('copies.restore', { name: 'a' })).toMatchObject({ ok: true, value: { sentence: 'Done.' } })
  expect(await calls.call('copies.startFresh', {})).toMatchObject({ ok: true })
  expect(heard).toHaveLength(2)
  expect(heard[0]).toMatchObject({ topics: expect.arrayContaining(['marks', 'notes', 'papers']), ids: null })
  expect(await calls.call('copies.repair', {})).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  expect(heard).toHaveLength(2)
  expect(cared).toEqual([{ kind: 'restore', name: 'a' }, { kind: 'start-fresh' }, { kind: 'repair' }])
})

test('diagnostics.get tells versions, sizes and the last of the log, and nothing that a reader wrote or chose', async () => {
  const { calls, folder } = fixture({ huggingFaceUrl: 'http://127.0.0.1:4000' })
  await calls.call('settings.set', { noteTemplate: 'A secret template', dataFolder: '/a/secret/place' })
  makeFolder(path.join(folder, 'logs'))
  writeFileSync(logFile(folder), Array.from({ length: 300 }, (_, line) => `{"event":"line ${line}"}\n`).join(''))
  const outcome = await calls.call('diagnostics.get', {})
  const text = outcome.ok ? (outcome.value as { text: string }).text : ''
  expect(text).toMatch(/^Dogear 0\.0\.0, .*\n.*Node .*\nLibrary: no bytes.*\nCopies: none\n/)
  expect(text).toContain('line 299')
  expect(text).not.toContain('"line 100"')
  expect(text).not.toMatch(/secret|127\.0\.0\.1/)
})

test.each(['/home/Ada Lovelace', '/home/Ðórr', 'C:\\Users\\Ada'])(
  'diagnostics.get names no home, however it is spelled: %s',
  async (home) => {
    const { calls, folder } = fixture()
    const before = process.env['HOME']
    process.env['HOME'] = home
    onTestFinished(() => void (process.env['HOME'] = before))
    makeFolder(path.join(folder, 'logs'))
    const detail = `${home}${path.sep}dogear: a file\n at run (${pathToFileURL(home).href}/dogear/main.js:1:2)`
    writeFileSync(logFile(folder), `${JSON.stringify({ event: 'a fault', detail })}\n`)
    const outcome = await calls.call('diagnostics.get', {})
    const text = outcome.ok ? (outcome.value as { text: string }).text : ''
    expect(text).toContain('~/dogear: a file')
    expect(text).not.toMatch(/Ada|Ð|%C3/)
  },
)

test('places.choose and places.save ask with the system’s dialogs, and say so where there are none', async () => {
  const none = fixture().calls
  for (const [name, input] of [
    ['places.choose', { of: 'folder', title: 'Folder of the vault', from: '' }],
    ['places.save', { name: 'a.bib', base64: '' }],
  ] as const) {
    expect(await none.call(name, input)).toMatchObject({
      ok: false,
      error: { code: 'unsupported', message: expect.stringContaining('Type the place') as string },
    })
  }
  const saved: [string, string][] = []
  const { calls } = fixture({}, tempFolder(), {
    choose: ({ of, from }) => Promise.resolve(of === 'folder' ? `${from}/chosen` : null),
    save: (name, bytes) => Promise.resolve((saved.push([name, Buffer.from(bytes).toString()]), null)),
  })
  expect(await calls.call('places.choose', { of: 'folder', title: 'A folder', from: '/home' })).toEqual({
    ok: true,
    value: { path: '/home/chosen' },
  })
  expect(await calls.call('places.choose', { of: 'bib', title: 'A file', from: '' })).toEqual({ ok: true, value: { path: null } })
  expect(await calls.call('places.choose', { of: 'anything', title: '', from: '' })).toMatchObject({ error: { code: 'invalid-input' } })
  expect(await calls.call('places.save', { name: 'ä.bib', base64: Buffer.from('é').toString('base64') })).toEqual({
    ok: true,
    value: { path: null },
  })
  expect(saved).toEqual([['ä.bib', 'é']])
})

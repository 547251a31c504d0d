// Owns the facts about the settings file, whole and damaged.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSettings } from '#adapters/settings-store.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

test('without a file the usual settings hold, and nothing is written', () => {
  const folder = tempFolder()
  const store = openSettings(folder)
  expect([store.get(), store.notice]).toEqual([DEFAULT_SETTINGS, null])
  expect(readdirSync(folder)).toEqual([])
})

test('a change is there when the file is opened again', () => {
  const folder = tempFolder()
  openSettings(folder).set({ theme: 'sepia', keys: { 'paper.later': 'w' } })
  const again = openSettings(folder)
  expect([again.get().theme, again.get().keys, again.notice]).toEqual(['sepia', { 'paper.later': 'w' }, null])
})

test('a key with dots in its name stays one key', () => {
  const folder = tempFolder()
  openSettings(folder).set({ keys: { 'a.b.c': '' } })
  expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toMatchObject({ keys: { 'a.b.c': '' } })
})

for (const [name, content] of [
  ['half a file', '{"theme": "da'],
  ['an empty file', ''],
  ['a list', '[1, 2]'],
  ['bytes of something else', '\u0000\u0001\u0002'],
] as const) {
  test(`${name} is set aside with a sentence, its content kept, and settings work`, () => {
    const folder = tempFolder()
    writeFileSync(path.join(folder, 'settings.json'), content)
    const store = openSettings(folder)
    expect(store.get()).toEqual(DEFAULT_SETTINGS)
    const aside = readdirSync(folder).find((file) => file.startsWith('settings.damaged-')) ?? ''
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(content)
    expect(store.notice).toContain(aside)
    store.set({ theme: 'dark' })
    expect(openSettings(folder).get().theme).toBe('dark')
  })
}

test('one bad value costs only itself, and the file as it was is kept', () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ theme: 'plaid', textScale: 1.5 }))
  const store = openSettings(folder)
  expect([store.get().theme, store.get().textScale]).toEqual(['system', 1.5])
  expect(store.notice).toContain('theme')
  expect(readdirSync(folder).filter((file) => file.includes('damaged'))).toHaveLength(1)
})

test('what was put right is told once: the next start finds a whole file and keeps no further copy', () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ theme: 'plaid', textScale: 1.5 }))
  openSettings(folder)
  const next = openSettings(folder)
  expect(next.notice).toBeNull()
  expect([next.get().theme, next.get().textScale]).toEqual(['system', 1.5])
  expect(readdirSync(folder).filter((file) => file.includes('damaged'))).toHaveLength(1)
})

test('one bad key costs none of the others', () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ keys: { 'paper.later': 'Shift+q', 'paper.archive': 7 } }))
  const store = openSettings(folder)
  expect(store.get().keys).toEqual({ 'paper.later': 'Shift+q' })
  expect(store.notice).toContain('keys')
})

test('a folder in the place of the file does not keep the program from starting', () => {
  const folder = tempFolder()
  mkdirSync(path.join(folder, 'settings.json'))
  expect(openSettings(folder).get()).toEqual(DEFAULT_SETTINGS)
})

test('where the file can’t be opened at all, settings last until the end and the notice says so', () => {
  const store = openSettings(tempFolder(), () => {
    throw new Error('EROFS')
  })
  expect(store.notice).toContain('until Dogear is closed')
  expect(store.set({ theme: 'dark' }).theme).toBe('dark')
})

test('a change that can’t be written is told and does not hold', () => {
  const file = {
    get store(): Record<string, unknown> {
      return {}
    },
    set store(_value: Record<string, unknown>) {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    },
  }
  const store = openSettings(tempFolder(), () => file)
  expect(() => store.set({ theme: 'dark' })).toThrow(expect.objectContaining({ code: 'disk-full' }))
  expect(store.get().theme).toBe('system')
})

test('settings of the digest that are left out are no damage, and one bad one is named by itself', () => {
  const folder = tempFolder()
  const file = path.join(folder, 'settings.json')
  writeFileSync(file, JSON.stringify({ digest: { dailyOn: true } }))
  expect([openSettings(folder).get().digest.dailyOn, openSettings(folder).notice]).toEqual([true, null])
  writeFileSync(file, JSON.stringify({ digest: { dailyOn: true, time: 'noon' } }))
  const store = openSettings(folder)
  expect(store.get().digest).toMatchObject({ dailyOn: true, time: '08:00' })
  expect(store.notice).toContain('(digest.time)')
})

test('a change of one setting of the digest leaves the others', () => {
  const folder = tempFolder()
  openSettings(folder).set({ digest: { mailTo: 'me@example.org', smtpPort: 465 } })
  openSettings(folder).set({ digest: { smtpPort: 25 } })
  expect(openSettings(folder).get().digest).toMatchObject({ mailTo: 'me@example.org', smtpPort: 25 })
})

// Owns the facts about the options of every host, and where the library and its settings are.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openPlace, parseStartOptions } from '#hosts/start-options.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('reads every option, with a blank or with =', () => {
  const options = parseStartOptions(
    ['--data', 'some/folder', '--port=0', '--hf-url', 'http://127.0.0.1:4000/', '--arxiv-url=https://a.example', '--offline', '--no-open'],
    {},
  )
  expect(options).toEqual({
    dataFolder: path.resolve('some/folder'),
    clockOffsetMs: 0,
    port: 0,
    open: false,
    overrides: { huggingFaceUrl: 'http://127.0.0.1:4000', arxivUrl: 'https://a.example', networkOn: false },
    rest: [],
  })
})

test('without options nothing is overridden; addresses may come from the environment, an option wins', () => {
  expect(parseStartOptions([], {})).toMatchObject({ dataFolder: undefined, port: undefined, open: true, overrides: {} })
  const environment = { DOGEAR_HF_URL: 'http://localhost:1', DOGEAR_ARXIV_URL: 'http://localhost:2' }
  expect(parseStartOptions(['--hf-url', 'http://localhost:3'], environment).overrides).toEqual({
    huggingFaceUrl: 'http://localhost:3',
    arxivUrl: 'http://localhost:2',
  })
})

for (const args of [
  ['--port', 'many'],
  ['--port', '70000'],
  ['--hf-url', 'http://example.org'],
  ['--arxiv-url', 'nonsense'],
  ['--now', 'soon'],
  ['--data'],
  ['--data', ''],
]) {
  test(`${args.join(' ')} is refused with a sentence that names it`, () => {
    expect(() => parseStartOptions(args, {})).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(/^(--|“soon”).*\.$/) }),
    )
  })
}

test('what nobody knows is left for the caller', () => {
  expect(parseStartOptions(['word', '--other', '--more=1', '--offline', 'dogear://paper/2401.00001'], {}).rest).toEqual([
    'word',
    '--other',
    '--more=1',
    'dogear://paper/2401.00001',
  ])
})

test('with --data the settings lie in that folder', () => {
  const folder = path.join(tempFolder(), 'new')
  expect(openPlace(folder)).toMatchObject({ dataFolder: folder, settings: { file: path.join(folder, 'settings.json') } })
})

test('without it they lie in the usual place and may name the folder of the library', () => {
  const home = tempFolder()
  for (const [name, value] of [
    ['XDG_CONFIG_HOME', 'config'],
    ['XDG_DATA_HOME', 'data'],
    ['APPDATA', 'config'],
    ['LOCALAPPDATA', 'data'],
  ] as const)
    vi.stubEnv(name, path.join(home, value))
  if (process.platform === 'darwin') vi.stubEnv('HOME', home)
  const usual = openPlace(undefined)
  expect(usual.dataFolder.startsWith(home)).toBe(true)
  const chosen = path.join(home, 'chosen')
  mkdirSync(chosen)
  writeFileSync(usual.settings.file, JSON.stringify({ dataFolder: chosen }))
  expect(openPlace(undefined).dataFolder).toBe(chosen)
})

// Owns the facts about when the window is built again, and where an Electron is looked for.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { buildStale } from '#hosts/launcher/build-stale.ts'
import { buildState } from '#hosts/launcher/build-state.ts'
import { findElectron } from '#hosts/launcher/electron-runtime.ts'
import { openCommand } from '#hosts/launcher/open-in-browser.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const OUT = ['out/main/main.js', 'out/main/core-worker.js', 'out/main/loopback.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

function project(): string {
  const root = tempFolder()
  mkdirSync(path.join(root, 'src-renderer'), { recursive: true })
  writeFileSync(path.join(root, 'src-renderer', 'index.html'), '<!doctype html>')
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ devDependencies: { electron: '45.4.1' } }))
  return root
}

function asBuilt(root: string, major?: string): void {
  for (const file of OUT) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), '')
  }
  writeFileSync(path.join(root, 'out', 'built-from.json'), JSON.stringify(buildState(root, major).stamp))
}

test('it is stale without a build, after a change, for an older Electron, and when a file of it is gone', () => {
  const root = project()
  expect(buildState(root, '45').stale).toBe(true)
  asBuilt(root, '45')
  expect(buildState(root, '45').stale).toBe(false)
  expect(buildState(root, '33').stale).toBe(true)
  expect(buildState(root, '46').stale).toBe(false)
  writeFileSync(path.join(root, 'src-renderer', 'new.ts'), '')
  expect(buildState(root, '45').stale).toBe(true)
  rmSync(path.join(root, 'src-renderer', 'new.ts'))
  expect(buildState(root, '45').stale).toBe(false)
  rmSync(path.join(root, 'out/preload/preload.cjs'))
  expect(buildState(root, '45').stale).toBe(true)
})

test('a fresh copy of built sources is not stale: content counts, not when it was written', () => {
  const root = project()
  asBuilt(root, '45')
  const copy = tempFolder()
  cpSync(root, copy, { recursive: true })
  expect(buildState(copy, '45').stale).toBe(false)
})

test('what is fresh, or has no sources, is not built', async () => {
  const said: string[] = []
  const root = project()
  asBuilt(root, '45')
  await buildStale(root, '45', (sentence) => said.push(sentence))
  await buildStale(tempFolder(), '45', (sentence) => said.push(sentence))
  expect(said).toEqual([])
})

test('a build that fails is one sentence', async () => {
  await expect(buildStale(project(), '45', () => {})).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/^The window could not be built: [^\n]+$/),
  })
})

const onLinux = testUnless(process.platform === 'linux' ? null : 'displays are a matter of Linux')

onLinux('no display, no Electron in the folder that was named, no package: each has its reason', async () => {
  const find = (environment: NodeJS.ProcessEnv, root = repositoryRoot) =>
    findElectron({ root, args: ['--no-sandbox'], say: () => {}, environment })
  expect(await find({})).toEqual({ why: 'there is no display here' })
  expect(await find({ DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' })).toEqual({
    why: 'there is no Electron in /nonexistent',
  })
  expect(await find({ WAYLAND_DISPLAY: 'w' }, tempFolder())).toEqual({ why: 'Electron is not installed here' })
})

onLinux('a runtime that is there is taken, with the version it says', async () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'electron'), '')
  writeFileSync(path.join(folder, 'version'), '45.4.1')
  const answer = await findElectron({
    root: repositoryRoot,
    args: ['--no-sandbox'],
    say: () => {},
    environment: { DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: folder },
  })
  expect(answer).toEqual({ runtime: { executable: path.join(folder, 'electron'), major: '45' } })
})

test('where it can’t be downloaded, that is said soon', async () => {
  const root = tempFolder()
  mkdirSync(path.join(root, 'node_modules', 'electron'), { recursive: true })
  writeFileSync(path.join(root, 'node_modules', 'electron', 'install.js'), 'process.exit(1)')
  const environment = { DISPLAY: ':1', ELECTRON_MIRROR: 'https://127.0.0.1:1/' }
  expect(await findElectron({ root, args: ['--no-sandbox'], say: () => {}, environment })).toEqual({
    why: 'the Electron runtime can’t be downloaded from here',
  })
})

test('no shell reads the address that is opened', () => {
  const address = 'http://127.0.0.1:1/?token=a&b;c'
  for (const platform of ['linux', 'darwin', 'win32'] as const) expect(openCommand(platform, address).at(-1)).toBe(address)
})

// Owns the facts about `npm start` and `serve` as programs: one sentence where Electron can't be had, clean ends, kills.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cleanEnvironment, startLoopbackHost } from '#tests/support/loopback-host.ts'
import { type Program, startProgram } from '#tests/support/program.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { cookieFrom, openTab } from '../loopback/browser.ts'

const READY = /dogear listening on (http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+)/

function dogear(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Program {
  const guard = path.join(repositoryRoot, 'src-main', 'hosts', 'cli', 'dogear.mjs')
  const program = startProgram(process.execPath, [guard, ...args], {
    cwd: repositoryRoot,
    env: cleanEnvironment(tempFolder(), environment),
  })
  onTestFinished(async () => void (await program.end('SIGKILL')))
  return program
}

/** Every line but Node's and the address. */
function sentences(program: Program): string[] {
  return program
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('dogear listening') && !line.startsWith('Building the window'))
}

test('without a display, or without the runtime, one sentence says why and the window is served', async () => {
  for (const environment of [{}, { DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: tempFolder() }]) {
    const program = dogear(['start', '--offline', '--data', tempFolder(), '--port', '0'], { PATH: '', ...environment })
    const match = await program.says(READY)
    expect(await cookieFrom(match[1] ?? '')).toMatch(/^dogear-/)
    if (process.platform === 'linux')
      expect(sentences(program)).toEqual([expect.stringMatching(/^The window opens in your browser, because .+\.$/)])
    expect(await program.end()).toBe(0)
  }
})

test('--no-open only prints the address', async () => {
  const program = dogear(['start', '--no-open', '--offline', '--data', tempFolder(), '--port', '0'])
  await program.says(READY)
  expect(sentences(program)).toEqual([])
  expect(await program.end('SIGINT')).toBe(0)
})

for (const command of ['start', 'serve']) {
  test(`${command} with an option nobody knows, or a wrong one, says so and ends with 2`, async () => {
    for (const args of [['--nonsense'], ['--port', 'x'], ['--hf-url', 'http://example.org'], ['--now', 'soon']]) {
      const program = dogear([command, ...args])
      expect(await program.ended).toBe(2)
      expect(sentences(program)).toEqual([expect.stringMatching(/^.+\.$/)])
    }
  })
}

test('a folder that can’t be made is one sentence and 1', async () => {
  const file = path.join(tempFolder(), 'file')
  writeFileSync(file, '')
  const program = dogear(['serve', '--data', path.join(file, 'below')])
  expect(await program.ended).toBe(1)
  expect(sentences(program)).toEqual([expect.stringContaining(file)])
})

test('a damaged library is told with the ways out, and its window is served all the same', async () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'library.sqlite'), 'damaged '.repeat(1000))
  const program = dogear(['serve', '--data', folder])
  await program.says(READY)
  expect(sentences(program)).toEqual([expect.stringMatching(/damaged.*Three ways on.*--repair.*none yet.*--fresh/)])
  expect(await program.end()).toBe(0)
  expect(readFileSync(path.join(folder, 'library.sqlite'), 'utf8')).toBe('damaged '.repeat(1000))
})

test('a damaged settings file is told before the address, and the window is served', async () => {
  const folder = tempFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'settings.json'), '{')
  const program = dogear(['serve', '--data', folder, '--offline'])
  await program.says(READY)
  expect(sentences(program)).toEqual([expect.stringMatching(/^The settings file was damaged/)])
  expect(await program.end()).toBe(0)
})

test('two on one folder: the second says so and ends with 1, the first goes on', async () => {
  const host = await startLoopbackHost()
  onTestFinished(() => host.close())
  const second = dogear(['serve', '--data', host.dataFolder])
  expect(await second.ended).toBe(1)
  expect(sentences(second)).toEqual([expect.stringMatching(/^This library is open in another Dogear/)])
  expect(await cookieFrom(host.url())).toMatch(/^dogear-/)
})

test('what was acknowledged before a kill is there afterwards, and the tab’s cookie still opens the door', async () => {
  const host = await startLoopbackHost()
  onTestFinished(() => host.close())
  const port = Number(new URL(host.url()).port)
  const cookie = await cookieFrom(host.url())
  const tab = await openTab(port, cookie)
  for (let index = 1; index <= 12; index += 1) {
    const id = `sample-${String(index).padStart(2, '0')}`
    expect(await tab.call('triage.decide', { ids: [id], state: index % 2 ? 'later' : 'shortlist' })).toMatchObject({ ok: true })
    expect(await tab.call('notes.save', { id, text: `note ${index}`, baseRevision: 0 })).toMatchObject({ ok: true })
  }
  await host.kill()
  expect(await tab.closed).toBe(1006)
  await host.restart()
  expect(Number(new URL(host.url()).port)).toBe(port)
  const again = await openTab(port, cookie)
  for (let index = 1; index <= 12; index += 1) {
    const id = `sample-${String(index).padStart(2, '0')}`
    expect(await again.call('papers.get', { id })).toMatchObject({ ok: true, value: { state: index % 2 ? 'later' : 'shortlist' } })
    expect(await again.call('notes.get', { id })).toMatchObject({ ok: true, value: { note: { text: `note ${index}` } } })
  }
  again.socket.close()
})

test('a PDF of one’s own is taken into the library and kept; what is no PDF is a sentence, and the window opens all the same', async () => {
  const folder = tempFolder()
  const pdf = path.join(folder, 'A talk.pdf')
  writeFileSync(pdf, '%PDF-1.7\nwords\n%%EOF\n')
  const program = dogear(['open', pdf, '--no-open', '--offline', '--data', folder, '--port', '0'])
  await program.says(READY)
  expect(await program.end('SIGINT')).toBe(0)
  expect(readdirSync(path.join(folder, 'library')).filter((name) => name.endsWith('.pdf'))).toHaveLength(1)
  writeFileSync(pdf, '<html>')
  const refused = dogear(['open', pdf, '--no-open', '--offline', '--data', folder, '--port', '0'])
  await refused.says(READY)
  expect(sentences(refused)).toEqual(['A talk.pdf is no PDF, so it was not opened.'])
  expect(await refused.end('SIGINT')).toBe(0)
  expect(await dogear(['open', path.join(folder, 'none.pdf'), '--data', folder]).ended).toBe(3)
})

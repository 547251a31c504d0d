// Owns the proof that the count on the last line of `npm test` is the truth.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { repositoryRoot } from './repository.ts'
import type { Tally } from './tally-reporter.ts'
import { tempFolder } from './temp-folder.ts'

async function tallyOf(source: string, ...options: string[]): Promise<Tally> {
  const folder = tempFolder()
  const file = path.join(folder, 'tally.json')
  writeFileSync(path.join(folder, 'written.test.mjs'), source)
  const vitest = path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const reporter = path.join(repositoryRoot, 'tests', 'support', 'tally-reporter.ts')
  await runCommand(process.execPath, [vitest, 'run', '--root', folder, '--globals', ...options, '--reporter', reporter], {
    cwd: repositoryRoot,
    env: { ...process.env, DOGEAR_TALLY: file },
  })
  return JSON.parse(readFileSync(file, 'utf8')) as Tally
}

test('counts what passed, what failed and what was left out with its reason', async () => {
  const tally = await tallyOf(`
    test('right', () => {})
    test('wrong', () => { throw new Error('wrong') })
    test('left out', (context) => context.skip('no browser here'))
    test.skip('left out in silence', () => {})
    test.todo('not written')
  `)
  expect(tally).toEqual({
    passed: 1,
    failed: 1,
    skipped: [
      { name: 'left out', reason: 'no browser here' },
      { name: 'left out in silence', reason: null },
      { name: 'not written', reason: null },
    ],
    failures: [{ name: 'written.test.mjs > wrong', error: 'wrong' }],
    triedAgain: [],
  })
})

test('a file that cannot be loaded and a rejection nobody took are failures', async () => {
  expect(await tallyOf("import './nowhere.mjs'; test('never run', () => {})")).toMatchObject({
    passed: 0,
    failed: 1,
    skipped: [],
    failures: [{ name: 'written.test.mjs' }],
  })
  expect(await tallyOf("test('right', () => { void Promise.reject(new Error('nobody took this')) })")).toMatchObject({ failed: 1 })
})

test('a test that passes only when it is tried again is named', async () => {
  const source = "let tries = 0; test('late', () => { if (++tries < 2) throw new Error('early') }); test('right', () => {})"
  expect(await tallyOf(source, '--retry', '1')).toMatchObject({ passed: 2, failed: 0, triedAgain: ['late'] })
})

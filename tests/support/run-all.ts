// Owns `npm test`: everything that can be checked here, one stage after another, and the count of it on the last line.
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildStale } from '#hosts/launcher/build-stale.ts'
import { DogearError } from '#domain/errors.ts'
import { runChecks } from './check.ts'
import { runCommand } from './command.ts'
import { prepareMachine } from './prepare.ts'
import { repositoryRoot } from './repository.ts'
import type { Tally } from './tally-reporter.ts'
import { summary, torture } from '#tests/torture/torture.ts'
import { newTempFolder, removeFolder } from './temp-folder.ts'

const total: Tally = { passed: 0, failed: 0, skipped: [], failures: [], triedAgain: [] }
const failedStages: string[] = []

async function stage(title: string, work: () => Promise<Tally>): Promise<void> {
  process.stdout.write(`\n── ${title}\n`)
  const startedAtMs = performance.now()
  const tally = await work()
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped.push(...tally.skipped)
  total.failures.push(...tally.failures)
  total.triedAgain.push(...tally.triedAgain)
  if (tally.failed > 0) failedStages.push(title)
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  process.stdout.write(`── ${title}: ${counts(tally)} (${seconds} s)\n`)
}

function counts(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`
}

function tallyOf(passed: number, failures: Tally['failures'] = []): Tally {
  return { passed, failed: failures.length, skipped: [], failures, triedAgain: [] }
}

async function checks(): Promise<Tally> {
  const results = await runChecks()
  const [passed, failed] = [results.filter((result) => result.ok), results.filter((result) => !result.ok)]
  return tallyOf(
    passed.length,
    failed.map(({ name }) => ({ name, error: 'the check refused' })),
  )
}

async function build(): Promise<Tally> {
  try {
    await buildStale(repositoryRoot, undefined, (sentence) => process.stdout.write(`${sentence}\n`))
    return tallyOf(1)
  } catch (thrown) {
    const error = thrown instanceof DogearError ? (thrown.detail ?? thrown.message) : String(thrown)
    process.stdout.write(`✗ ${error}\n`)
    return tallyOf(0, [{ name: 'the build', error }])
  }
}

const KILLS = 50

async function kills(): Promise<Tally> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const tortured = await torture({ runs: KILLS, seed: 1, say })
  say(summary(tortured))
  return tallyOf(
    tortured.lives.length - tortured.failed.length,
    tortured.failed.map(({ seed, wrong }) => ({ name: `the life of seed ${seed}`, error: wrong.join('; ') })),
  )
}

/** Runs one vitest project and counts it; a runner that ends badly without a failed test counts as one failure. */
async function vitest(project: string, options: readonly string[] = []): Promise<Tally> {
  const folder = newTempFolder()
  const file = path.join(folder, 'tally.json')
  const tool = path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', '--config', 'tests/vitest.config.ts', '--project', project, ...options, '--reporter', 'default']
  const result = await runCommand(process.execPath, [tool, ...args, '--reporter', './tests/support/tally-reporter.ts'], {
    cwd: repositoryRoot,
    env: { ...process.env, DOGEAR_TALLY: file },
    echo: true,
  })
  try {
    const tally = JSON.parse(readFileSync(file, 'utf8')) as Tally
    const unexplained = tally.skipped.filter((skipped) => skipped.reason === null)
    const failures = [...tally.failures, ...unexplained.map(({ name }) => ({ name, error: 'skipped without a reason' }))]
    const failed = tally.failed + unexplained.length
    if (failed === 0 && result.code !== 0) failures.push({ name: project, error: `the runner ended with ${result.code}` })
    return {
      ...tally,
      failed: Math.max(failed, failures.length),
      failures,
      skipped: tally.skipped.filter((skipped) => skipped.reason !== null),
    }
  } catch {
    return tallyOf(0, [{ name: project, error: 'the test runner left no count' }])
  } finally {
    removeFolder(folder)
  }
}

await prepareMachine()
await stage('Checks', checks)
await stage('Build', build)
// vitest by itself leaves a core idle, which of two is half of the time
await stage('Unit and integration tests', () => vitest('unit', ['--maxWorkers', String(os.availableParallelism())]))
await stage(`Programs killed at ${KILLS} random moments`, kills)
await stage('End to end in a browser over loopback', () => vitest('e2e'))
await stage('The same in a real Electron', () => vitest('electron'))

if (total.skipped.length > 0) process.stdout.write('\nSkipped:\n')
for (const [reason, names] of Map.groupBy(total.skipped, (skipped) => skipped.reason)) {
  process.stdout.write(`  because ${reason ?? 'of nothing said'}:\n`)
  for (const { name } of names) process.stdout.write(`    ${name}\n`)
}
if (total.triedAgain.length > 0) process.stdout.write('\nPassed only when tried again:\n')
for (const name of total.triedAgain) process.stdout.write(`  ${name}\n`)
if (failedStages.length > 0) process.stdout.write(`\nFailed: ${failedStages.join(', ')}\n`)
for (const { name, error } of total.failures) process.stdout.write(`  ✗ ${name}\n      ${error}\n`)
process.stdout.write(`\n${counts(total)}\n`)
process.exitCode = total.failed === 0 ? 0 : 1

// Owns `npm test`: everything that can be checked here, one stage after another, and the count of it on the last line.
import { readFileSync } from 'node:fs'
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

const total: Tally = { passed: 0, failed: 0, skipped: [] }
const failedStages: string[] = []

async function stage(title: string, work: () => Promise<Tally>): Promise<void> {
  process.stdout.write(`\n── ${title}\n`)
  const startedAtMs = performance.now()
  const tally = await work()
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped.push(...tally.skipped)
  if (tally.failed > 0) failedStages.push(title)
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  process.stdout.write(`── ${title}: ${counts(tally)} (${seconds} s)\n`)
}

function counts(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`
}

function one(ok: boolean): Tally {
  return ok ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] }
}

async function checks(): Promise<Tally> {
  const results = await runChecks()
  const passed = results.filter((result) => result.ok).length
  return { passed, failed: results.length - passed, skipped: [] }
}

async function build(): Promise<Tally> {
  try {
    await buildStale(repositoryRoot, undefined, (sentence) => process.stdout.write(`${sentence}\n`))
    return one(true)
  } catch (thrown) {
    process.stdout.write(`✗ ${thrown instanceof DogearError ? (thrown.detail ?? thrown.message) : String(thrown)}\n`)
    return one(false)
  }
}

const KILLS = 50

async function kills(): Promise<Tally> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const tortured = await torture({ runs: KILLS, seed: 1, say })
  say(summary(tortured))
  return { passed: tortured.lives.length - tortured.failed.length, failed: tortured.failed.length, skipped: [] }
}

/** Runs one vitest project and counts it; a runner that ends badly without a failed test counts as one failure. */
async function vitest(project: string): Promise<Tally> {
  const folder = newTempFolder()
  const file = path.join(folder, 'tally.json')
  const tool = path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', '--config', 'tests/vitest.config.ts', '--project', project, '--reporter', 'default']
  const result = await runCommand(process.execPath, [tool, ...args, '--reporter', './tests/support/tally-reporter.ts'], {
    cwd: repositoryRoot,
    env: { ...process.env, DOGEAR_TALLY: file },
    echo: true,
  })
  try {
    const tally = JSON.parse(readFileSync(file, 'utf8')) as Tally
    const unexplained = tally.skipped.filter((skipped) => skipped.reason === null)
    for (const { name } of unexplained) process.stdout.write(`✗ skipped without a reason: ${name}\n`)
    const failed = tally.failed + unexplained.length
    return {
      passed: tally.passed,
      failed: failed === 0 && result.code !== 0 ? 1 : failed,
      skipped: tally.skipped.filter((skipped) => skipped.reason !== null),
    }
  } catch {
    process.stdout.write('✗ the test runner left no count\n')
    return one(false)
  } finally {
    removeFolder(folder)
  }
}

await prepareMachine()
await stage('Checks', checks)
await stage('Build', build)
await stage('Unit and integration tests', () => vitest('unit'))
await stage(`Programs killed at ${KILLS} random moments`, kills)
await stage('End to end in a browser over loopback', () => vitest('e2e'))
await stage('The same in a real Electron', () => vitest('electron'))

if (total.skipped.length > 0) process.stdout.write('\nSkipped:\n')
for (const [reason, names] of Map.groupBy(total.skipped, (skipped) => skipped.reason)) {
  process.stdout.write(`  because ${reason ?? 'of nothing said'}:\n`)
  for (const { name } of names) process.stdout.write(`    ${name}\n`)
}
if (failedStages.length > 0) process.stdout.write(`\nFailed: ${failedStages.join(', ')}\n`)
process.stdout.write(`\n${counts(total)}\n`)
process.exitCode = total.failed === 0 ? 0 : 1

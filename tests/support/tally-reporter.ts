// Owns what a run of vitest leaves for `npm test` to count: every test's outcome, and the reason of each one left out.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface Tally {
  passed: number
  failed: number
  skipped: { name: string; reason: string | null }[]
  /** The failed tests with the first line of what was wrong. */
  failures: { name: string; error: string }[]
  /** Tests that passed only when they were tried again. */
  triedAgain: string[]
}

/** Writes a `Tally` to the file that DOGEAR_TALLY names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tally: Tally = { passed: 0, failed: unhandled.length, skipped: [], failures: [], triedAgain: [] }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) count(tally, test)
      if (module.ok() || tests.some((test) => test.result().state === 'failed')) continue
      tally.failed += 1
      tally.failures.push({ name: module.relativeModuleId, error: firstLine(module.errors()[0]) })
    }
    const file = process.env['DOGEAR_TALLY']
    if (!file) return
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(tally))
  }
}

function count(tally: Tally, test: TestCase): void {
  const result = test.result()
  if (result.state === 'passed') {
    tally.passed += 1
    if (test.diagnostic()?.flaky) tally.triedAgain.push(test.fullName)
  } else if (result.state === 'skipped') {
    tally.skipped.push({ name: test.fullName, reason: result.note ?? null })
  } else {
    tally.failed += 1
    tally.failures.push({ name: `${test.module.relativeModuleId} > ${test.fullName}`, error: firstLine(result.errors?.[0]) })
  }
}

function firstLine(error: { message: string } | undefined): string {
  return error?.message.split('\n', 1)[0] ?? ''
}

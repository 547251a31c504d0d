// Owns what a run of vitest leaves for `npm test` to count: every test's outcome, and the reason of each one left out.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface Tally {
  passed: number
  failed: number
  skipped: { name: string; reason: string | null }[]
}

/** Writes a `Tally` to the file that DOGEAR_TALLY names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tally: Tally = { passed: 0, failed: unhandled.length, skipped: [] }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) count(tally, test)
      if (!module.ok() && tests.every((test) => test.result().state !== 'failed')) tally.failed += 1
    }
    const file = process.env['DOGEAR_TALLY']
    if (!file) return
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(tally))
  }
}

function count(tally: Tally, test: TestCase): void {
  const result = test.result()
  if (result.state === 'passed') tally.passed += 1
  else if (result.state === 'skipped') tally.skipped.push({ name: test.fullName, reason: result.note ?? null })
  else tally.failed += 1
}

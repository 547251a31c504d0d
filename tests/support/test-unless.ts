// Owns leaving a test out with its reason, so that the run can list it: nothing is skipped silently.
import { test } from 'vitest'

type TestFunction = (name: string, body: () => void | Promise<void>) => void

/**
 * `test` itself when `reason` is null; else a `test` that is counted as skipped for that reason (a sentence without its
 * full stop, that says what is missing and how to get it).
 */
export function testUnless(reason: string | null): TestFunction {
  if (reason === null) return (name, body) => test(name, body)
  return (name) => test(name, (context) => context.skip(reason))
}

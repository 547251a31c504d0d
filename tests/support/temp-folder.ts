// Owns folders that last as long as one test.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A new empty folder; the caller removes it. */
export function newTempFolder(): string {
  return realpathSync(mkdtempSync(path.join(os.tmpdir(), 'dogear-test-')))
}

/** Removes a folder, also while a process that was just ended still lets go of its files. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/** A new empty folder, removed when the running test ends. */
export function tempFolder(): string {
  const folder = newTempFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

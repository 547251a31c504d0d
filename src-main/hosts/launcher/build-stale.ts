// Owns building `out/` when it was not built from the sources as they are.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { makeFolder, writeFileAtomic } from '#adapters/files.ts'
import { type LibraryLock, lockLibrary } from '#adapters/library-lock.ts'
import { DogearError } from '#domain/errors.ts'
import { buildState, needsBuild, stampFile } from './build-state.ts'

/**
 * Builds when the sources changed since the last build, one process at a time. A place that has no sources (an installed
 * program) is never stale. Rejects with a `DogearError` that carries the first line of what went wrong.
 */
export async function buildStale(root: string, electronMajor: string | undefined, say: (sentence: string) => void): Promise<void> {
  if (!needsBuild(root, electronMajor)) return
  const lock = await buildLock(root)
  try {
    const { stale, stamp } = buildState(root, electronMajor)
    if (!stale) return
    say('Building the window (only when something changed) …')
    rmSync(stampFile(root), { force: true })
    const output = await runBuild(root, stamp.electronMajor)
    if (output !== undefined) {
      const file = path.join(root, 'out', 'build-failed.txt')
      writeFileAtomic(file, output)
      throw new DogearError('internal', `The window could not be built: ${reasonIn(output)} All of it is in ${file}.`, { detail: output })
    }
    writeFileAtomic(stampFile(root), JSON.stringify(stamp))
  } finally {
    lock.release()
  }
}

/** The builder's own first line about it, as the end of a sentence. */
function reasonIn(output: string): string {
  const text = stripVTControlCharacters(output)
  const after = /error during build:?/i.exec(text)
  const lines = text.slice(after ? after.index + after[0].length : 0).split('\n')
  const line = lines.map((part) => part.trim()).find((part) => part !== '') ?? 'no reason was given'
  return line.endsWith('.') ? line : `${line}.`
}

const LOOK_AGAIN_MS = 200

/** Waits for another process that builds right now; what it holds ends with it. */
async function buildLock(root: string): Promise<LibraryLock> {
  const folder = path.join(root, 'out')
  makeFolder(folder)
  for (;;) {
    try {
      return lockLibrary(folder)
    } catch (thrown) {
      if (!(thrown instanceof DogearError) || thrown.code !== 'busy') throw thrown
      await delay(LOOK_AGAIN_MS)
    }
  }
}

/** A process of its own, so that the builder's memory is given back before the window opens. What it said when it failed. */
function runBuild(root: string, electronMajor: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const builder = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const environment = { ...process.env, ELECTRON_MAJOR_VER: String(electronMajor) }
    execFile(
      process.execPath,
      [builder, 'build', '--logLevel', 'warn'],
      { cwd: root, env: environment, maxBuffer: 16 * 1024 * 1024 },
      (failure, stdout, stderr) => resolve(failure ? `${stdout}\n${stderr}`.trim() || failure.message : undefined),
    )
  })
}

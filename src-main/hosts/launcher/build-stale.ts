// Owns knowing whether `out/` was built from the sources as they are, and building it when not.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { makeFolder, writeFileAtomic } from '#adapters/files.ts'
import { type LibraryLock, lockLibrary } from '#adapters/library-lock.ts'
import { DogearError } from '#domain/errors.ts'

/** What a build is made of, besides the runtime it is for. */
const SOURCES = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

export interface BuildState {
  stale: boolean
  /** What the build is stamped with. */
  stamp: Stamp
}

const Stamp = z.object({
  /** Equal for equal sources. */
  sources: z.string(),
  /** The oldest major version of Electron that it runs in; newer ones and browsers understand it too. */
  electronMajor: z.number().int(),
})
type Stamp = z.infer<typeof Stamp>

/** `electronMajor` is the runtime's major version; undefined for the one in package.json. */
export function buildState(root: string, electronMajor: string | undefined): BuildState {
  const stamp = { sources: fingerprintOf(root), electronMajor: majorFor(root, electronMajor) }
  const complete = ['out/main/main.js', 'out/main/core-worker.js', 'out/preload/preload.cjs', 'out/renderer/index.html'].every((file) =>
    existsSync(path.join(root, file)),
  )
  const built = builtFrom(root)
  const fits = built !== undefined && built.sources === stamp.sources && built.electronMajor <= stamp.electronMajor
  return { stale: !complete || !fits, stamp }
}

/**
 * Builds when the sources changed since the last build, one process at a time. A place that has no sources (an installed
 * program) is never stale. Rejects with a `DogearError` that carries the first line of what went wrong.
 */
export async function buildStale(root: string, electronMajor: string | undefined, say: (sentence: string) => void): Promise<void> {
  if (!existsSync(path.join(root, 'src-renderer', 'index.html')) || !buildState(root, electronMajor).stale) return
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

/** Without a runtime: what the environment asks for, else the version that package.json pins. */
function majorFor(root: string, electronMajor: string | undefined): number {
  const asked = electronMajor ?? process.env['ELECTRON_MAJOR_VER']
  if (asked !== undefined && asked !== '') return Number.parseInt(asked, 10)
  const pinned: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  return Number.parseInt(Pinned.parse(pinned).devDependencies.electron, 10)
}

const Pinned = z.object({ devDependencies: z.object({ electron: z.string() }) })

function fingerprintOf(root: string): string {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of filesOf(path.join(root, source)))
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return []
  try {
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
  } catch {
    return [place]
  }
}

function builtFrom(root: string): Stamp | undefined {
  try {
    return Stamp.parse(JSON.parse(readFileSync(stampFile(root), 'utf8')))
  } catch {
    return undefined
  }
}

function stampFile(root: string): string {
  return path.join(root, 'out', 'built-from.json')
}

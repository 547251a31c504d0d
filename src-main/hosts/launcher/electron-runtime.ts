// Owns finding the Electron runtime: where it was put, where npm puts it, or fetched once with patience that ends.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'

export interface ElectronRuntime {
  executable: string
  /** Of its version, `45`; undefined when it doesn't say. */
  major: string | undefined
}

export type RuntimeAnswer = { runtime: ElectronRuntime } | { why: string }

const REACH_PATIENCE_MS = 4000
const FETCH_PATIENCE_MS = 5 * 60_000

export interface FindOptions {
  root: string
  args: readonly string[]
  say: (sentence: string) => void
  environment?: NodeJS.ProcessEnv
}

/** The runtime, or half a sentence that says why there is none here. */
export async function findElectron({ root, say, args, environment = process.env }: FindOptions): Promise<RuntimeAnswer> {
  if (process.platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return { why: 'there is no display here' }
  if (process.platform === 'linux' && process.getuid?.() === 0 && !args.includes('--no-sandbox')) {
    return { why: 'Electron keeps its sandbox and so does not start as root' }
  }
  const elsewhere = environment['ELECTRON_OVERRIDE_DIST_PATH']
  if (elsewhere !== undefined && elsewhere !== '') {
    const found = runtimeIn(elsewhere)
    return found ? { runtime: found } : { why: `there is no Electron in ${elsewhere}` }
  }
  const packageFolder = path.join(root, 'node_modules', 'electron')
  const own = path.join(packageFolder, 'dist')
  const present = runtimeIn(own)
  if (present) return { runtime: present }
  const installer = path.join(packageFolder, 'install.js')
  if (!existsSync(installer)) return { why: 'Electron is not installed here' }
  if (!(await canReach(environment))) return { why: 'the Electron runtime can’t be downloaded from here' }
  say('Fetching the Electron runtime, about 110 MB, this once …')
  await runInstaller(installer)
  const fetched = runtimeIn(own)
  return fetched ? { runtime: fetched } : { why: 'the Electron runtime could not be downloaded' }
}

function runtimeIn(folder: string): ElectronRuntime | undefined {
  const executable = path.join(folder, EXECUTABLES[process.platform] ?? 'electron')
  if (!existsSync(executable)) return undefined
  const versionFile = path.join(folder, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8') : ''
  return { executable, major: /^v?(\d+)\./.exec(version.trim())?.[1] }
}

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** Whether the place that Electron's own installer asks answers at all. */
function canReach(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const mirror =
    environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/'
  return new Promise((resolve) => {
    if (!URL.canParse(mirror) || new URL(mirror).protocol !== 'https:') return resolve(false)
    const request = https.request(mirror, { method: 'HEAD', timeout: REACH_PATIENCE_MS }, (response) => {
      response.resume()
      resolve(true)
    })
    const patience = setTimeout(() => request.destroy(new Error('too slow')), REACH_PATIENCE_MS)
    request.on('error', () => resolve(false))
    request.on('close', () => clearTimeout(patience))
    request.end()
  })
}

function runInstaller(installer: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore' })
    const patience = setTimeout(() => child.kill(), FETCH_PATIENCE_MS)
    const done = (): void => {
      clearTimeout(patience)
      resolve()
    }
    child.on('error', done)
    child.on('exit', done)
  })
}

// Owns the browser's host as the build has it: in two files it starts in half the time that its sources need.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { needsBuild } from './build-state.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** `npm run serve` and `dogear serve`: builds what is stale, serves, and resolves with the exit code. */
export async function serveBuilt({ args, appVersion }: { args: readonly string[]; appVersion: string }, root = ROOT): Promise<number> {
  if (needsBuild(root, undefined)) {
    const built = await (await import('./start.ts')).buildWindow(root)
    if (built !== 0) return built
  }
  const { serve } = await builtLoopback(root)
  return serve({ args, appVersion, ...builtFiles(root) })
}

/** `hosts/loopback/serve.ts`, which has to be built. */
export function builtLoopback(root: string): Promise<typeof import('../loopback/serve.ts')> {
  return import(pathToFileURL(path.join(root, 'out', 'main', 'loopback.js')).href) as Promise<typeof import('../loopback/serve.ts')>
}

/** The built window, and the built core thread. */
export function builtFiles(root: string): { windowFolder: string; workerFile: string } {
  return { windowFolder: path.join(root, 'out', 'renderer'), workerFile: path.join(root, 'out', 'main', 'core-worker.js') }
}

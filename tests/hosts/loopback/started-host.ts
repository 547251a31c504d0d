// Owns a loopback host in the process of a test, with a window of a page and a script, offline.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Loopback, type LoopbackOptions, startLoopback } from '#hosts/loopback/main.ts'

/** The library is in `data` of the folder; beside it lies `secret.txt`, which no window may have. */
export function startHost(folder: string, options: Partial<LoopbackOptions> = {}): Promise<Loopback> {
  const windowFolder = path.join(folder, 'built')
  mkdirSync(path.join(windowFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(windowFolder, 'index.html'), '<!doctype html><title>The window</title>')
  writeFileSync(path.join(windowFolder, 'assets', 'a-1234.js'), 'export {}')
  writeFileSync(path.join(folder, 'secret.txt'), 'not for the window')
  return startLoopback({
    dataFolder: path.join(folder, 'data'),
    clockOffsetMs: 0,
    port: undefined,
    overrides: { networkOn: false },
    appVersion: '0.0.0',
    windowFolder,
    ...options,
  })
}

// Owns a screen that nobody sees, for windows on Linux: one Xvfb of its own, on a number the system gives.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface VirtualScreen {
  /** For the environment variable DISPLAY. */
  display: string
  close(): Promise<void>
}

export function findXvfb(): string | null {
  return existsSync('/usr/bin/Xvfb') ? '/usr/bin/Xvfb' : null
}

/** Resolves when the screen takes windows. */
export function startVirtualScreen({ width = 1600, height = 1000 } = {}): Promise<VirtualScreen> {
  return new Promise((resolve, reject) => {
    const program = findXvfb()
    if (program === null) {
      reject(new Error('no Xvfb here'))
      return
    }
    const child = spawn(program, ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const ended = new Promise<void>((done) => void child.once('exit', () => done()))
    child.once('error', reject)
    void ended.then(() => reject(new Error('Xvfb ended before it had a screen')))
    child.stdio[3]?.once('data', (number: Buffer) => {
      resolve({
        display: `:${number.toString().trim()}`,
        close: async () => {
          child.kill()
          await ended
        },
      })
    })
  })
}

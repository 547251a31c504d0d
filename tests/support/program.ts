// Owns a long-running program of the project in a test: start it, read what it says, end it politely or not.
import { type ChildProcess, spawn } from 'node:child_process'

export interface Program {
  readonly pid: number
  /** Everything it printed so far. */
  output(): string
  /** Resolves with the first match of `pattern` in what it prints; rejects with its output when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends the signal and waits for the end. SIGKILL lets it do nothing more, as a power cut would. */
  end(signal?: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

export interface ProgramOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/** Starts a program with its own process group, so that ending it ends its children too. */
export function startProgram(file: string, args: readonly string[], { cwd, env = process.env }: ProgramOptions = {}): Program {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  let printed = ''
  const listeners = new Set<() => void>()
  const take = (text: string): void => {
    printed += text
    for (const listener of listeners) listener()
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      take(`${file}: ${error.message}\n`)
      resolve(127)
    })
    child.on('close', (code) => resolve(code))
  })
  // whoever runs the tests and stops them leaves nothing behind
  const endWithUs = (): void => signalGroup(child, 'SIGKILL')
  process.once('exit', endWithUs)
  void ended.then(() => process.off('exit', endWithUs))
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(printed)
        if (!match) return
        listeners.delete(look)
        resolve(match)
      }
      listeners.add(look)
      look()
      void ended.then((code) => reject(new Error(`ended with ${code} before it said ${pattern}:\n${printed}`)))
    })
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    signalGroup(child, signal)
    return await ended
  }
  return { pid: child.pid ?? -1, output: () => printed, says, ended, end }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

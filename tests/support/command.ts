// Owns running another program and keeping what it said.
import { spawn } from 'node:child_process'

export interface CommandResult {
  /** Null when a signal ended it; 127 when it could not be started. */
  code: number | null
  /** What it printed, both streams in the order they came. */
  output: string
}

export interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Also shown while it runs. */
  echo?: boolean
}

/** Runs a program to its end; never rejects. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (chunk: string): void => {
      output += chunk
      if (options.echo) process.stdout.write(chunk)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${program}: ${error.message}\n` }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

// Owns running `dogear` as a person or a script does: a real process, its two streams and its number.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { startReplica, type Replica, type ReplicaOptions } from '#tests/replica/replica.ts'
import { cleanEnvironment, sourceArgs } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { onTestFinished } from 'vitest'

export const DOGEAR = path.join(repositoryRoot, 'src-main', 'hosts', 'cli', 'dogear.mjs')
/** The last fixture day, in its evening. */
export const NOW = '2026-08-21T20:00:00Z'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  stdin?: string | Uint8Array
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** The program; the Node that runs the tests unless told. */
  node?: string
}

/** Runs it to its end; standard input is empty unless given. */
export function dogear(
  args: readonly string[],
  { stdin, env, cwd = repositoryRoot, node = process.execPath }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [DOGEAR, ...args], { cwd, env: env ?? cleanEnvironment(cwd), stdio: 'pipe' })
    const ran: Ran = { code: null, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ran, code }))
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

export interface Desk {
  readonly folder: string
  readonly replica: Replica
  /** Runs a command on this library, with this source, at `NOW`. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>
  /** The one JSON document it printed. */
  json<T = unknown>(args: readonly string[], options?: RunOptions): Promise<T>
}

/** A new library folder and a source for it; both go when the test ends. */
export async function newDesk(options: ReplicaOptions = {}): Promise<Desk> {
  const folder = tempFolder()
  const replica = await startReplica({ now: NOW, ...options })
  onTestFinished(async () => await replica.close())
  const run = (args: readonly string[], runOptions?: RunOptions): Promise<Ran> =>
    dogear([...args, '--data', folder, '--now', NOW, ...sourceArgs(replica.url)], { env: cleanEnvironment(folder), ...runOptions })
  return {
    folder,
    replica,
    run,
    json: async <T>(args: readonly string[], runOptions?: RunOptions) =>
      JSON.parse((await run([...args, '--json'], runOptions)).stdout) as T,
  }
}

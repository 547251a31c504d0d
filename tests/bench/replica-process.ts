// Owns a replica in a process of its own, so that what it does is not counted as the program's work.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { repositoryRoot } from '#tests/support/repository.ts'

/** `days` is a folder of recorded days; null for the project's own fixtures. */
export async function startReplicaProcess(days: string | null, now: string): Promise<{ url: string; end(): void }> {
  const script = path.join(repositoryRoot, 'tests/replica/main.ts')
  const named = days === null ? [] : ['--days', days]
  const child = spawn(process.execPath, [script, ...named, '--now', now, '--quota', '1000000'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  for (;;) {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
    printed += chunk.toString()
    const url = /listening on (http:\/\/\S+)/.exec(printed)?.[1]
    if (url !== undefined) return { url, end: () => child.kill() }
  }
}

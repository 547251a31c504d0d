// Owns a disk that gives no bytes of some files (EIO) to a running program, as the system's own tracer makes it.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const PROBE = ['--output=/dev/null', '--trace=pread64', '--inject=pread64:error=EIO', '-P', '/nonexistent', 'true']

/** Half a sentence, null where it can. */
export function whyNoFailingReads(): string | null {
  if (process.platform !== 'linux') return 'reads are made to fail by strace, which Linux alone has'
  return spawnSync('/usr/bin/strace', PROBE).status === 0
    ? null
    : 'no strace that may trace here: `apt-get install strace` puts it there on Debian, and a container has to allow ptrace'
}

/** From when it resolves, every read of `files` (or the first `times`) by this process fails; call what it gives to mend the disk. */
export async function failReads(pid: number, files: readonly string[], { times }: { times?: number } = {}): Promise<() => Promise<void>> {
  const when = times === undefined ? '1+' : `1..${times}`
  const inject = ['-e', 'trace=pread64', '-e', `inject=pread64:error=EIO:when=${when}`, ...files.flatMap((file) => ['-P', file])]
  const tracer = spawn('/usr/bin/strace', ['-f', '-qq', '-o', '/dev/null', ...inject, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  tracer.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<void>((resolve) => tracer.on('close', () => resolve()))
  while (!isTraced(pid)) {
    if (tracer.exitCode !== null) throw new Error(`strace ended: ${said}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return async () => {
    tracer.kill('SIGINT')
    await ended
  }
}

function isTraced(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).every((thread) => {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')
    return !/^TracerPid:\t0$/m.test(status)
  })
}

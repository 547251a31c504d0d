// Owns the waiting of benchmarks for a program to have nothing left to do.
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** Waits until the process has used no processor time worth naming for a second: indexing is over. */
export async function untilIdle(pid: number): Promise<void> {
  const ticks = (): number => {
    const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  let before = -100
  for (let now = ticks(); now - before > 3; now = ticks()) {
    before = now
    await setTimeout(1000)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

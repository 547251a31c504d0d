// Owns how much memory the pages of our own browser take: the proportional set of its renderers, from /proc.
import { readdirSync, readFileSync } from 'node:fs'

const KB_PER_MB = 1024

/** Null where there is no /proc. */
export function renderersMb(): number | null {
  const processes = allProcesses()
  if (processes.length === 0) return null
  const ours = new Set([process.pid])
  // children follow their parents often enough for a few rounds to find all
  for (let round = 0; round < 6; round++) for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid)
  const renderers = processes.filter(({ pid }) => ours.has(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'))
  return Math.round(renderers.reduce((sum, { pid }) => sum + pssKb(pid), 0) / KB_PER_MB)
}

function allProcesses(): { pid: number; parent: number }[] {
  try {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return []
      const fields = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? []
      return [{ pid: Number(name), parent: Number(fields[1] ?? 0) }]
    })
  } catch {
    return []
  }
}

function pssKb(pid: number): number {
  const exact = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))
  return Number(exact?.[1] ?? /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// Owns how long a thread works, and for how long at a stretch.

/** Milliseconds that this thread has worked, what others did on the machine is not in it. */
export function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The most work between two turns of the event loop, until it is ended: so long another call waits. */
export function longestStretch(): { end(): number } {
  let longest = 0
  let last = workedMs()
  const look = (): void => {
    const now = workedMs()
    longest = Math.max(longest, now - last)
    last = now
  }
  let turn: NodeJS.Immediate
  const next = (): void => {
    look()
    turn = setImmediate(next)
  }
  turn = setImmediate(next)
  return {
    end: () => {
      clearImmediate(turn)
      look()
      return longest
    },
  }
}

export function round1(value: number): number {
  return Math.round(value * 10) / 10
}

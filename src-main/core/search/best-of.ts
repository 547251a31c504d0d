// Owns picking the best of many scored documents without sorting them all.

/** The `limit` slots with the highest scores, best first; equal scores keep the lower slot first. */
export function bestOf(slots: readonly number[], scores: Float64Array, limit: number): { slots: Uint32Array; scores: Float64Array } {
  const isBetter = (a: number, b: number): boolean => (scores[a] as number) > (scores[b] as number) || (scores[a] === scores[b] && a < b)
  let best: number[]
  if (slots.length <= limit * 2) {
    best = [...slots]
  } else {
    // a heap whose root is the worst that is kept
    best = slots.slice(0, limit)
    const sink = (from: number): void => {
      let at = from
      for (;;) {
        let worst = at
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < best.length && isBetter(best[worst] as number, best[child] as number)) worst = child
        if (worst === at) return
        const moved = best[at] as number
        best[at] = best[worst] as number
        best[worst] = moved
        at = worst
      }
    }
    for (let at = (limit >>> 1) - 1; at >= 0; at -= 1) sink(at)
    let worst = scores[best[0] ?? -1] ?? Number.POSITIVE_INFINITY
    for (let at = limit; at < slots.length; at += 1) {
      const slot = slots[at] as number
      // nearly all are worse than what is kept
      if ((scores[slot] as number) < worst || limit === 0 || !isBetter(slot, best[0] as number)) continue
      best[0] = slot
      sink(0)
      worst = scores[best[0]] as number
    }
  }
  best.sort((a, b) => (isBetter(a, b) ? -1 : 1))
  best = best.slice(0, limit)
  return { slots: Uint32Array.from(best), scores: Float64Array.from(best, (slot) => scores[slot] as number) }
}

// Owns random choices that repeat: a seed gives the same run every time.

export interface Seeded {
  fraction(): number
  /** A whole number in [from, to). */
  whole(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
}

/** mulberry32 (Tommy Ettinger, public domain). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(fraction() * (to - from))
  return { fraction, whole, pick: (items) => items[whole(0, items.length)]!, chance: (probability) => fraction() < probability }
}

// Owns the replica's time: a source of milliseconds that `setNow` moves; it goes on ticking from there.

export class ReplicaClock {
  readonly #source: () => number
  #offsetMs = 0

  constructor(source: () => number) {
    this.#source = source
  }

  nowMs(): number {
    return this.#source() + this.#offsetMs
  }

  /** `iso`: a moment such as `2026-08-21T20:00:00Z`; a bare day means its midnight UTC. Throws on anything else. */
  setNow(iso: string): void {
    const ms = Date.parse(iso)
    if (!Number.isFinite(ms)) throw new Error(`"${iso}" is not a moment; write it like 2026-08-21T20:00:00Z`)
    this.#offsetMs = ms - this.#source()
  }
}

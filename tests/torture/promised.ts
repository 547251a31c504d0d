// Owns what a tortured library has promised: each value that was acknowledged, and what was on its way when it was killed.

/** What one call sets, by the name of the thing: `note 2608.90001` → its text. */
export type Changes = Readonly<Record<string, string>>

/** What stands for a thing that has no row. */
function without(name: string): string {
  return name.startsWith('state ') ? 'inbox' : name.startsWith('read ') ? '0' : ''
}

export class Promised {
  readonly #acknowledged = new Map<string, string>()
  readonly #underWay = new Set<Changes>()
  acknowledgements = 0

  /** Before the call is sent. Returns what to call when it was acknowledged, and when it was refused. */
  begin(changes: Changes): { kept(): void; refused(): void } {
    this.#underWay.add(changes)
    const end = (): boolean => this.#underWay.delete(changes)
    return {
      kept: () => {
        if (!end()) return
        this.acknowledgements += 1
        for (const [name, value] of Object.entries(changes)) this.#acknowledged.set(name, value)
      },
      refused: () => void end(),
    }
  }

  /** What the next call about it builds on. */
  get(name: string): string | undefined {
    return this.#acknowledged.get(name)
  }

  /** Every promise that `found` breaks, as a sentence; then what was found is what counts. */
  broken(found: ReadonlyMap<string, string>): string[] {
    const wrong: string[] = []
    const is = (name: string): string => found.get(name) ?? without(name)
    const was = (name: string): string => this.#acknowledged.get(name) ?? without(name)
    const explained = new Set<string>()
    for (const changes of this.#underWay) {
      const names = Object.keys(changes)
      const happened = names.filter((name) => is(name) === changes[name] && was(name) !== changes[name])
      const undone = names.filter((name) => is(name) !== changes[name])
      if (happened.length > 0 && undone.length > 0) wrong.push(`half of one step: ${happened.join(', ')} without ${undone.join(', ')}`)
      for (const name of happened) explained.add(name)
    }
    for (const [name, value] of this.#acknowledged) {
      if (is(name) !== value && !explained.has(name)) wrong.push(`${name} was acknowledged as “${value}” and is “${is(name)}”`)
    }
    this.adopt(found)
    return wrong
  }

  adopt(found: ReadonlyMap<string, string>): void {
    for (const changes of this.#underWay) for (const name of Object.keys(changes)) this.#acknowledged.set(name, '')
    this.#underWay.clear()
    for (const name of this.#acknowledged.keys()) this.#acknowledged.set(name, found.get(name) ?? without(name))
  }
}

// Owns which key stands for which action now: the defaults of the action table with the reader's own on top.
import { type ActionId, actionList, actions, type ActionScope } from '#contract/actions.ts'
import { normalizeSpec } from './chords.ts'

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

export interface Bindings {
  /** The specs of an action, the first is shown; empty when it is switched off or has none. */
  specs(id: ActionId): readonly string[]
  /** The actions a sequence of chords stands for, at most one a scope. */
  match(sequence: string): readonly ActionId[]
  /** Whether a longer sequence begins so. */
  isPrefix(sequence: string): boolean
  /** Actions that share a key in overlapping scopes with this one. */
  conflicts(id: ActionId): readonly { spec: string; with: ActionId }[]
}

/** `keys` as in the settings: action id → key, `''` switches off. */
export function createBindings(keys: Readonly<Record<string, string>>, mac: boolean = isMac): Bindings {
  const specsOf = (id: ActionId): readonly string[] => {
    const own = keys[id]
    if (own === undefined) return actions[id].keys
    return own.trim() === '' ? [] : [own]
  }
  const sequences = new Map<ActionId, readonly string[]>()
  const bySequence = new Map<string, ActionId[]>()
  const prefixes = new Set<string>()
  for (const { id } of actionList()) {
    const own = specsOf(id).map((spec) => normalizeSpec(spec, mac))
    sequences.set(id, own)
    for (const sequence of own) {
      bySequence.set(sequence, [...(bySequence.get(sequence) ?? []), id])
      const chords = sequence.split(' ')
      for (let length = 1; length < chords.length; length++) prefixes.add(chords.slice(0, length).join(' '))
    }
  }
  return {
    specs: specsOf,
    match: (sequence) => bySequence.get(sequence) ?? [],
    isPrefix: (sequence) => prefixes.has(sequence),
    conflicts: (id) =>
      specsOf(id).flatMap((spec, at) => {
        const sequence = sequences.get(id)?.[at] ?? ''
        const same = bySequence.get(sequence) ?? []
        // most keys are one, which no sequence begins with
        const longer = sequence.includes(' ') || prefixes.has(sequence) ? [...sequences] : []
        const inTheWay = longer.filter(([, own]) => own.some((other) => isBeginning(sequence, other))).map(([other]) => other)
        return [...new Set([...same, ...inTheWay])]
          .filter((other) => other !== id && overlap(actions[id].scope, actions[other].scope))
          .map((other) => ({ spec, with: other }))
      }),
  }
}

function overlap(a: ActionScope, b: ActionScope): boolean {
  return a === b || a === 'everywhere' || b === 'everywhere'
}

/** `g` stands in the way of `g t`, and the other way round. */
function isBeginning(a: string, b: string): boolean {
  return a !== b && (b.startsWith(`${a} `) || a.startsWith(`${b} `))
}

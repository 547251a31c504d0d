// Owns what only Dogear is asked: papers near in meaning, an edit until it is found, and input that is no search.
import { type DogearEngine, EDITED_PARTS, type EditedPart } from './engine-dogear.ts'
import { UNLIKELY_INPUT } from './unlikely-input.ts'

export interface Extras {
  /** Milliseconds of the first call after the start, and of the slowest in a hundred. */
  similarFirstMs: number
  similarMaxMs: number
  /** From before a note, a tag, a comment is written until it is found: the median and the slowest of fifty. */
  edits: Record<EditedPart, { p50Ms: number; maxMs: number }>
  /** The slowest answers to what is no search, each asked once, slowest first. */
  unlikely: { name: string; ms: number }[]
}

const SLOWEST = 5

/** `similar`: how long each call took, the first after the start first. */
export async function measureExtras(engine: DogearEngine, ids: readonly string[], similar: readonly number[]): Promise<Extras> {
  const edits: [EditedPart, Extras['edits'][EditedPart]][] = []
  for (const where of EDITED_PARTS) {
    const times: number[] = []
    for (const [at, id] of ids.slice(0, 50).entries()) times.push(await engine.editAndFind(id, `gantry${at}${where}`, where))
    const sorted = times.toSorted((a, b) => a - b)
    edits.push([where, { p50Ms: rounded(sorted[Math.floor(sorted.length / 2)] ?? 0), maxMs: rounded(sorted.at(-1) ?? 0) }])
  }
  const unlikely: { name: string; ms: number }[] = []
  for (const [name, text] of UNLIKELY_INPUT) unlikely.push({ name, ms: rounded(await engine.type(text)) })
  return {
    similarFirstMs: rounded(similar[0] ?? 0),
    similarMaxMs: rounded(Math.max(...similar)),
    edits: Object.fromEntries(edits) as Extras['edits'],
    unlikely: unlikely.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST),
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}

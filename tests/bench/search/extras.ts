// Owns what only Dogear is asked: papers near in meaning, an edit until it is found, and input that is no search.
import type { DogearEngine } from './engine-dogear.ts'
import { UNLIKELY_INPUT } from './unlikely-input.ts'

export interface Extras {
  /** Milliseconds of the first call after the start, and of the slowest in a hundred. */
  similarFirstMs: number
  similarMaxMs: number
  /** From before a note is written until it is found: the median and the slowest of fifty. */
  editP50Ms: number
  editMaxMs: number
  /** The slowest answer to what is no search, each asked once. */
  unlikelyMaxMs: number
  unlikelyWorst: string
}

/** `similar`: how long each call took, the first after the start first. */
export async function measureExtras(engine: DogearEngine, ids: readonly string[], similar: readonly number[]): Promise<Extras> {
  const edits: number[] = []
  for (const [at, id] of ids.slice(0, 50).entries()) edits.push(await engine.editAndFind(id, `gantry${at}x`))
  const unlikely: { name: string; ms: number }[] = []
  for (const [name, text] of UNLIKELY_INPUT) unlikely.push({ name, ms: await engine.type(text) })
  const worst = unlikely.toSorted((a, b) => b.ms - a.ms)[0]
  return {
    similarFirstMs: rounded(similar[0] ?? 0),
    similarMaxMs: rounded(Math.max(...similar)),
    editP50Ms: rounded(edits.toSorted((a, b) => a - b)[Math.floor(edits.length / 2)] ?? 0),
    editMaxMs: rounded(Math.max(...edits)),
    unlikelyMaxMs: rounded(worst?.ms ?? 0),
    unlikelyWorst: worst?.name ?? '',
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}

// Owns the seed of everything random in the tests: 1, or what DOGEAR_SEED says (a number, or `random`). A failing property prints its own.
import { configureGlobal, readConfigureGlobal } from 'fast-check'

/** What this run's random inputs are made from. */
export const seed = seedFrom(process.env['DOGEAR_SEED'])

function seedFrom(said: string | undefined): number {
  if (said === 'random') return Date.now() % 2 ** 31
  const number = Number(said ?? 1)
  if (!Number.isSafeInteger(number)) throw new Error('DOGEAR_SEED is a whole number or `random`')
  return number
}

configureGlobal({ ...readConfigureGlobal(), seed })

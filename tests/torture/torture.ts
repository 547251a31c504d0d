// Owns a torture of many lives, two at once, and what it counted.
import { makeDay } from '#tests/fixtures/made-days.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { KILLS_A_LIFE, live, type Lived } from './life.ts'

const NOW = '2026-08-21T20:00:00Z'
const DAYS = ['2026-08-21', '2026-08-20', '2026-08-19', '2026-08-18', '2026-08-17']
const PAPERS_A_DAY = 24

export interface TortureOptions {
  /** Kills. */
  runs: number
  /** The first life has this seed, the next the one after it. */
  seed: number
  /** Lives at once. */
  lanes?: number
  say?(line: string): void
}

export interface Tortured {
  lives: Lived[]
  kills: number
  acknowledgements: number
  checks: number
  undone: number
  failed: Lived[]
}

export async function torture({ runs, seed, lanes = 2, say = () => undefined }: TortureOptions): Promise<Tortured> {
  const lives: Lived[] = []
  let next = seed
  const end = seed + Math.ceil(runs / KILLS_A_LIFE)
  const lane = async (): Promise<void> => {
    const days = new Map(DAYS.map((day) => [day, makeDay(day, PAPERS_A_DAY, 'torture')]))
    const replica = await startReplica({ days, now: NOW, quota: 1_000_000, pagesQuota: 1_000_000 })
    try {
      while (next < end) {
        const lived = await live(next++, { replica, now: NOW, dayPapers: PAPERS_A_DAY })
        lives.push(lived)
        for (const words of lived.wrong) say(`✗ seed ${lived.seed}, ${words}`)
        if (lives.length % 10 === 0) say(`${lives.length} lives, ${sum(lives, 'kills')} kills`)
      }
    } finally {
      await replica.close()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return {
    lives,
    kills: sum(lives, 'kills'),
    acknowledgements: sum(lives, 'acknowledgements'),
    checks: sum(lives, 'checks'),
    undone: sum(lives, 'undone'),
    failed: lives.filter(({ wrong }) => wrong.length > 0),
  }
}

function sum(lives: readonly Lived[], name: 'kills' | 'acknowledgements' | 'checks' | 'undone'): number {
  return lives.reduce((total, lived) => total + lived[name], 0)
}

/** One line with the counts, and how to see a failed life again. */
export function summary({ lives, kills, acknowledgements, checks, undone, failed }: Tortured): string {
  const again = failed.map(({ seed }) => `npm run torture -- --runs ${KILLS_A_LIFE} --seed ${seed}`)
  return [
    `${kills} kills in ${lives.length} lives, ${acknowledgements} acknowledged changes, ${checks} examinations, ${undone} steps undone and redone, ${failed.length} lives with something wrong`,
    ...again,
  ].join('\n')
}

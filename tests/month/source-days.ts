// Owns what the source shows at a moment of the month: days come at 21:30 in New York, grow and move for six days, lose a row now and then.
import { addDays, dayRange, isWeekend, msOfDay } from '#domain/day.ts'
import { makeDayWithLines } from '#tests/fixtures/made-days.ts'
import type { DailyRow } from '#tests/fixtures/upstream-shape.ts'

const PAPERS_A_DAY = 14
const HOUR_MS = 3_600_000
/** From then on a day stands still: a paper that is read so long after is read for good. */
const STILL_AFTER_HOURS = 6 * 24
const GROWS_FOR_HOURS = 20
const LEAVES_AFTER_HOURS = 30
/** Of a day that is shortened. */
const SHOWN_OF_SHORT = 3

export interface SourceDays {
  /** Read anew by the replica at every request. */
  rows: ReadonlyMap<string, DailyRow[]>
  records: Record<string, unknown>[]
  /** Of this day only the first few rows are shown from now on; null: all days are whole. */
  shorten(day: string | null): void
}

/** Every weekday from six weeks before `first` to `last`; what is shown of each is asked of `nowMs`. */
export function sourceDays({ first, last, seed, nowMs }: { first: string; last: string; seed: number; nowMs: () => number }): SourceDays {
  const days = dayRange(addDays(first, -42), last).filter((day) => !isWeekend(day))
  const made = new Map(days.map((day) => [day, makeDayWithLines(day, PAPERS_A_DAY, `month ${seed}`)]))
  let short: string | null = null
  const shown = (day: string): DailyRow[] => {
    // 21:30 in New York is 02:30 at the latest
    const ageHours = Math.min((nowMs() - msOfDay(day)) / HOUR_MS, STILL_AFTER_HOURS)
    return (made.get(day) ?? [])
      .filter((_paper, at) => at < 4 + Math.max(0, ageHours / GROWS_FOR_HOURS) * PAPERS_A_DAY)
      .filter((_paper, at) => !(at === 2 && day.endsWith('3') && ageHours > LEAVES_AFTER_HOURS))
      .map(({ row }, at) => moved(row, Math.max(0, Math.floor(ageHours / 6)) * (at % 5)))
      .toSorted((a, b) => b.paper.upvotes - a.paper.upvotes)
      .slice(0, day === short ? SHOWN_OF_SHORT : undefined)
  }
  return {
    rows: new ShownDays(days, shown),
    records: [...made.values()].flat().map(({ line }) => ({ ...line })),
    shorten: (day) => (short = day),
  }
}

function moved(row: DailyRow, votes: number): DailyRow {
  return { ...row, paper: { ...row.paper, upvotes: row.paper.upvotes + votes } }
}

class ShownDays extends Map<string, DailyRow[]> {
  readonly #shown: (day: string) => DailyRow[]

  constructor(days: readonly string[], shown: (day: string) => DailyRow[]) {
    super(days.map((day) => [day, []]))
    this.#shown = shown
  }

  override get(day: string): DailyRow[] | undefined {
    return this.has(day) ? this.#shown(day) : undefined
  }
}

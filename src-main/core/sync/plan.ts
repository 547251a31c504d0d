// Owns which days and months to ask for now. Pure: a feed day and what is stored in, a plan out.
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  dayRange,
  FIRST_FEED_DAY,
  type Month,
  monthDays,
  monthOfDay,
  msOfDay,
} from '#domain/day.ts'

/** Days that are fetched again at every sync: rows appear and votes move. */
export const WINDOW_DAYS = 14
/** A day is settled when it was last fetched this many days after it began; else it is fetched once more. */
const SETTLED_AFTER_DAYS = 8
/** From this many days of a month on, its pages are cheaper than a question for each day. */
const DAYS_WORTH_A_MONTH = 8
const MS_PER_DAY = 86_400_000

export interface MonthPlan {
  month: Month
  /** The days of it to store, newest first. */
  days: Day[]
}

export interface RangePlan {
  /** Days to ask for one by one, newest first. */
  days: Day[]
  /** Newest first. */
  months: MonthPlan[]
}

/** The days of every sync, newest first; none when the clock stands before the first feed day. */
export function windowDays(feedDay: Day): Day[] {
  const first = addDays(feedDay, 1 - WINDOW_DAYS)
  return dayRange(first < FIRST_FEED_DAY ? FIRST_FEED_DAY : first, feedDay).toReversed()
}

/**
 * The months before the window with days that were never fetched, or last fetched while they still moved; newest first.
 * `fetched`: day → milliseconds since the epoch. What is done is known from the days alone, so a plan can be taken up after any stop.
 */
export function archivePlan(feedDay: Day, fetched: ReadonlyMap<Day, number>): MonthPlan[] {
  return archiveMonths(feedDay)
    .map(({ month, days }) => ({ month, days: days.filter((day) => !isSettled(day, fetched.get(day))) }))
    .filter(({ days }) => days.length > 0)
}

/** Every month before the window with all its days, newest first. */
export function archiveMonths(feedDay: Day): MonthPlan[] {
  const last = addDays(feedDay, -WINDOW_DAYS)
  const months: MonthPlan[] = []
  for (let month = monthOfDay(last); month >= monthOfDay(FIRST_FEED_DAY); month = addMonths(month, -1)) {
    const days = clipped(month, FIRST_FEED_DAY, last)
    if (days.length > 0) months.push({ month, days })
  }
  return months
}

/** The days from `from` to `to` that the feed can have; a month of which many are old enough is asked for by its pages. */
export function rangePlan(from: Day, to: Day, feedDay: Day): RangePlan {
  const first = from < FIRST_FEED_DAY ? FIRST_FEED_DAY : from
  const last = to > feedDay ? feedDay : to
  const plan: RangePlan = { days: [], months: [] }
  if (first > last) return plan
  for (let month = monthOfDay(last); month >= monthOfDay(first); month = addMonths(month, -1)) {
    const days = clipped(month, first, last)
    const old = days.filter((day) => daysBetween(day, feedDay) >= WINDOW_DAYS)
    if (old.length >= DAYS_WORTH_A_MONTH) {
      plan.months.push({ month, days: old })
      plan.days.push(...days.filter((day) => !old.includes(day)))
    } else plan.days.push(...days)
  }
  return plan
}

function isSettled(day: Day, fetchedAtMs: number | undefined): boolean {
  return fetchedAtMs !== undefined && fetchedAtMs >= msOfDay(day) + SETTLED_AFTER_DAYS * MS_PER_DAY
}

function clipped(month: Month, first: Day, last: Day): Day[] {
  const { first: monthFirst, last: monthLast } = monthDays(month)
  return dayRange(monthFirst < first ? first : monthFirst, monthLast > last ? last : monthLast).toReversed()
}

// Owns what the figures of Insights come to: by week, in sum, and as a table for a file.
import type { Insights } from '#contract/insights.ts'
import { addDays, type Day, dayRange, type Week, weekDays, weekOfDay } from '#domain/day.ts'

export interface InsightWeek {
  week: Week
  first: Day
  decided: number
  kept: number
  minutes: number
}

/** Every week from the first to the last, also those without anything. */
export function weeksOf({ from, to, days }: Insights): InsightWeek[] {
  const weeks = new Map<Week, InsightWeek>()
  for (let day = weekDays(weekOfDay(from)).first; day <= to; day = addDays(day, 7))
    weeks.set(weekOfDay(day), { week: weekOfDay(day), first: day, decided: 0, kept: 0, minutes: 0 })
  for (const { day, decided, kept, minutes } of days) {
    const week = weeks.get(weekOfDay(day))
    if (!week) continue
    week.decided += decided
    week.kept += kept
    week.minutes += minutes
  }
  return [...weeks.values()]
}

export interface InsightSums {
  decided: number
  kept: number
  minutes: number
  written: number
  /** Days on which something was done. */
  days: number
  /** Weekdays in a row up to the last day, or up to yesterday while today has nothing yet. */
  inARow: number
}

export function sumsOf({ to, days }: Insights): InsightSums {
  const sum = (of: 'decided' | 'kept' | 'minutes' | 'written'): number => days.reduce((total, day) => total + day[of], 0)
  const active = new Set(days.filter((day) => day.decided > 0).map(({ day }) => day))
  return {
    decided: sum('decided'),
    kept: sum('kept'),
    minutes: sum('minutes'),
    written: sum('written'),
    days: days.length,
    inARow: inARow(active, to),
  }
}

function inARow(active: ReadonlySet<Day>, to: Day): number {
  let count = 0
  for (let day = active.has(to) ? to : addDays(to, -1); ; day = addDays(day, -1)) {
    if (active.has(day)) count++
    else if (!isRest(day)) return count
  }
}

/** A weekend without decisions breaks nothing: the feed has none then. */
function isRest(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** Comma-separated, a line a day, then a line a name. Every field is a number, a day or quoted. */
export function insightsCsv(insights: Insights): string {
  const byDay = new Map(insights.days.map((day) => [day.day, day]))
  const rows: (string | number)[][] = [['what', 'name', 'decided', 'kept', 'minutes', 'written']]
  for (const day of dayRange(insights.from, insights.to)) {
    const { decided = 0, kept = 0, minutes = 0, written = 0 } = byDay.get(day) ?? {}
    rows.push(['day', day, decided, kept, Math.round(minutes * 10) / 10, written])
  }
  for (const [what, names] of [
    ['topic', insights.topics],
    ['author', insights.authors],
    ['organization', insights.organizations],
  ] as const)
    for (const { name, kept } of names) rows.push([what, quoted(name), '', kept, '', ''])
  return `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
}

/** With an apostrophe before what a spreadsheet would run as a formula. */
function quoted(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

// Owns the days that a date as people write it stands for: a year, a month, a day, "last week".
import { addDays, addMonths, type Day, isDay, monthDays, monthOfDay, weekDays, weekOfDay } from './day.ts'

export interface DayRange {
  from: Day
  /** Included. */
  to: Day
}

/** Null for what isn't a date. Weeks begin on Monday; "last 7 days" ends today. */
export function dateRange(text: string, today: Day): DayRange | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
  if (isDay(words)) return { from: words, to: words }
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(words)) return ofMonth(words)
  if (/^(?:19|20)\d{2}$/.test(words)) return ofYear(words)
  const days = /^(?:last-)?(\d{1,4})-?d(?:ays?)?$/.exec(words)
  if (days) return { from: addDays(today, 1 - Math.max(1, Number(days[1]))), to: today }
  const month = monthOfDay(today)
  const year = Number(today.slice(0, 4))
  switch (words) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case 'this-week':
      return ofWeek(today)
    case 'last-week':
      return ofWeek(addDays(today, -7))
    case 'this-month':
      return ofMonth(month)
    case 'last-month':
      return ofMonth(addMonths(month, -1))
    case 'this-year':
      return ofYear(String(year))
    case 'last-year':
      return ofYear(String(year - 1))
    default:
      return null
  }
}

function ofWeek(day: Day): DayRange {
  const { first, last } = weekDays(weekOfDay(day))
  return { from: first, to: last }
}

function ofMonth(month: string): DayRange {
  const { first, last } = monthDays(month)
  return { from: first, to: last }
}

function ofYear(year: string): DayRange {
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

// Owns how days, weeks, months and moments are written on screen.
import { type Day, daysBetween, FIRST_FEED_DAY, localDayOf, type Month, msOfDay, shortDate, type Week, weekDays } from '#domain/day.ts'

const part = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
const weekdayName = part({ weekday: 'long' })
const dayAndMonth = part({ day: 'numeric', month: 'long' })
const dayMonthYear = part({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = part({ day: 'numeric', month: 'short' })
const monthAndYear = part({ month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** The sample days are dated before the feed began. */
export function isSampleDay(day: Day): boolean {
  return day < FIRST_FEED_DAY
}

/** "Friday, 21 August", with the year when it is not `thisYear`. */
export function longDay(day: Day, thisYear: string): string {
  const ms = msOfDay(day)
  return `${weekdayName.format(ms)}, ${day.startsWith(thisYear) ? dayAndMonth.format(ms) : dayMonthYear.format(ms)}`
}

/** "21 August 2026" */
export function fullDate(ms: number): string {
  return dayMonthYear.format(ms)
}

export function weekdayOf(day: Day): string {
  return weekdayName.format(msOfDay(day))
}

/** "Week 34, 17 to 23 Aug" */
export function weekTitle(week: Week): string {
  const { first, last } = weekDays(week)
  const from = first.slice(5, 7) === last.slice(5, 7) ? String(Number(first.slice(8))) : shortDay.format(msOfDay(first))
  return `Week ${Number(week.slice(6))}, ${from} to ${shortDay.format(msOfDay(last))}`
}

/** "August 2026" */
export function monthTitle(month: Month): string {
  return monthAndYear.format(msOfDay(`${month}-01`))
}

/** "08:12" where this machine stands. */
export function timeOfDay(ms: number): string {
  return clock.format(ms)
}

/** When a figure was read: "08:12" today, "yesterday", "on 3 Aug" this year, else with the year. */
export function readAt(ms: number, nowMs: number): string {
  const day = localDayOf(ms)
  const days = daysBetween(day, localDayOf(nowMs))
  if (days <= 0) return `at ${timeOfDay(ms)}`
  if (days === 1) return `yesterday at ${timeOfDay(ms)}`
  return `on ${shortDate(day, localDayOf(nowMs))}`
}

/** "Monday, 2 March 2026, 12:00" where this machine stands. */
export function copyMoment(ms: number): string {
  const day = localDayOf(ms)
  return `${weekdayOf(day)}, ${fullDate(msOfDay(day))}, ${timeOfDay(ms)}`
}

/** "Today", "Yesterday", "Monday, 2 March", with the year when it is another. */
export function dayInWords(day: Day, today: Day): string {
  const days = daysBetween(day, today)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return longDay(day, today.slice(0, 4))
}

/** "tomorrow", "Monday", "3 Sept" seen from `today`. */
export function untilDay(day: Day, today: Day): string {
  const days = daysBetween(today, day)
  if (days === 1) return 'tomorrow'
  if (days > 1 && days < 7) return weekdayOf(day)
  return shortDate(day, today)
}

/** "2 min 5 s", "41 s", "1.4 s", "1 h 3 min" */
export function duration(ms: number): string {
  if (ms > 0 && ms < 9_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

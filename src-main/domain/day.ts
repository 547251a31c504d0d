// Owns the calendar of the feed: days, weeks and months as strings, and the moment a new feed day begins.
import { z } from 'zod'

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/
const MS_PER_DAY = 86_400_000

/** First day of the Daily Papers. */
export const FIRST_FEED_DAY = '2023-05-04'

/** A calendar day, `YYYY-MM-DD`, UTC. */
export const Day = z.string().refine(isDay, 'a day is written YYYY-MM-DD')
export type Day = z.infer<typeof Day>

/** An ISO week, `YYYY-Www`. */
export const Week = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/)
export type Week = z.infer<typeof Week>

/** A month, `YYYY-MM`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export type Month = z.infer<typeof Month>

export function isDay(text: string): boolean {
  const match = DAY_PATTERN.exec(text)
  if (!match) return false
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(ms) && dayOfMs(ms) === text
}

/** Milliseconds since the epoch → the UTC day. */
export function dayOfMs(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10)
}

export function msOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`)
}

export function addDays(day: Day, count: number): Day {
  return dayOfMs(msOfDay(day) + count * MS_PER_DAY)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((msOfDay(to) - msOfDay(from)) / MS_PER_DAY)
}

/** Whole months from `from` to `to`, which is not earlier: from the 31st one is over on the 1st after a shorter month. */
export function monthsBetween(from: Day, to: Day): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0)
}

/** Every day from `from` to `to`, both included, oldest first. */
export function dayRange(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Saturday or Sunday: the feed has no papers then. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(msOfDay(day)).getUTCDay()
  return weekday === 0 || weekday === 6
}

export function monthOfDay(day: Day): Month {
  return day.slice(0, 7)
}

/** The first and the last day of a month. */
export function monthDays(month: Month): { first: Day; last: Day } {
  const first = `${month}-01`
  const [year, number] = month.split('-').map(Number) as [number, number]
  return { first, last: dayOfMs(Date.UTC(year, number, 0)) }
}

/** The month before (negative) or after (positive) a month. */
export function addMonths(month: Month, count: number): Month {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** ISO 8601 week of a day: weeks begin on Monday, week 1 holds the year's first Thursday. */
export function weekOfDay(day: Day): Week {
  const date = new Date(msOfDay(day))
  const weekday = date.getUTCDay() || 7
  const thursday = new Date(date.getTime() + (4 - weekday) * MS_PER_DAY)
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const number = Math.floor((thursday.getTime() - yearStart) / MS_PER_DAY / 7) + 1
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`
}

/** Monday and Sunday of an ISO week. */
export function weekDays(week: Week): { first: Day; last: Day } {
  const [year, number] = week.split('-W').map(Number) as [number, number]
  const fourth = Date.UTC(year, 0, 4)
  const weekday = new Date(fourth).getUTCDay() || 7
  const first = dayOfMs(fourth + (1 - weekday + (number - 1) * 7) * MS_PER_DAY)
  return { first, last: addDays(first, 6) }
}

const newYorkParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/**
 * The feed day at a moment: the date in New York, and the next date from 21:30 there on
 * (the Hugging Face MCP server computes it so).
 */
export function feedDayAt(ms: number): Day {
  const parts = Object.fromEntries(newYorkParts.formatToParts(new Date(ms)).map((part) => [part.type, part.value]))
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`
  const minutes = Number(parts['hour']) * 60 + Number(parts['minute'])
  return minutes >= 21 * 60 + 30 ? addDays(day, 1) : day
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })

/** "21 Aug" of this year, "4 Jan 2027" of another; English, as every word of the program. */
export function shortDate(day: Day, today: Day): string {
  return (day.slice(0, 4) === today.slice(0, 4) ? dayAndMonth : dayMonthYear).format(msOfDay(day))
}

/** The calendar day where this machine stands: what a person means by "tomorrow". */
export function localDayOf(ms: number): Day {
  const date = new Date(ms)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

// Owns how long reading takes in words, what that is told by, and how long a paper has waited.
import { daysBetween, localDayOf, monthsBetween } from '#domain/day.ts'
import type { ReadingSum, ReadingTime } from '#domain/reading-time.ts'
import { counted } from '#domain/counted.ts'

/** "34 min", "1 h 20 min" */
export function readingTime(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** For the tooltip: what the time is told by. */
export function basisOf({ by }: ReadingTime): string {
  return by === 'words' ? 'By the words of its PDF, 200 a minute' : 'By its pages, two and a half minutes each'
}

/** "about 6 h to read", "about 6 h to read, 3 of unknown length"; null where nothing is known. */
export function sumInWords({ minutes, papers, unknown }: ReadingSum): string | null {
  if (papers === 0) return null
  return `about ${readingTime(roundly(minutes))} to read${unknown > 0 ? `, ${unknown} of unknown length` : ''}`
}

/** A sum of estimates is no more exact for being long. */
function roundly(minutes: number): number {
  if (minutes < 60) return minutes
  return minutes < 600 ? Math.round(minutes / 10) * 10 : Math.round(minutes / 60) * 60
}

/** How long a paper has waited in the reading list, by the calendar where this machine stands: "saved today", "waits 1 day", "waits 5 weeks". */
export function waited(savedAtMs: number, nowMs: number): string {
  const [from, today] = [localDayOf(savedAtMs), localDayOf(nowMs)]
  const [days, months] = [daysBetween(from, today), monthsBetween(from, today)]
  if (days < 1) return 'saved today'
  if (days < 21) return `waits ${counted(days, 'day')}`
  return `waits ${months < 3 ? counted(Math.floor(days / 7), 'week') : counted(months, 'month')}`
}

// Owns a month laid out in weeks, Monday first.
import { addDays, type Day, monthDays, msOfDay, type Week, weekOfDay } from '#domain/day.ts'

export const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

export interface CalendarWeek {
  week: Week
  /** Seven, Monday first; null where the day is of another month. */
  days: readonly (Day | null)[]
}

export function weeksOfMonth(month: string): CalendarWeek[] {
  const { first, last } = monthDays(month)
  const weeks: CalendarWeek[] = []
  const monday = addDays(first, -((new Date(msOfDay(first)).getUTCDay() + 6) % 7))
  for (let start = monday; start <= last; start = addDays(start, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(start, index)).map((day) => (day < first || day > last ? null : day))
    weeks.push({ week: weekOfDay(start), days })
  }
  return weeks
}

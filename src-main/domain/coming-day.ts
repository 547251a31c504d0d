// Owns the day to come that words as people write them stand for: "tomorrow", "Monday", "in two weeks", "3 dec".
import { addDays, addMonths, type Day, isDay, monthDays, monthOfDay, msOfDay } from './day.ts'

const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/**
 * Null for what names no day, or a day that is not after `today`. A day without a year is the next of that name; weeks begin on Monday;
 * a month that is too short gives its last day.
 */
export function comingDay(text: string, today: Day): Day | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/(?<![.,])[.,]+(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^(?:until|till|on|the) /, '')
  const day = named(words, today) ?? spanned(words, today) ?? dated(words, today)
  return day !== null && day > today ? day : null
}

function named(words: string, today: Day): Day | null {
  switch (words) {
    case 'tomorrow':
    case 'tmr':
    case 'tmrw':
      return addDays(today, 1)
    case 'day after tomorrow':
      return addDays(today, 2)
    case 'weekend':
    case 'this weekend':
    case 'next weekend':
      return next(today, 6)
    case 'next week':
      return next(today, 1)
    case 'next month':
      return `${addMonths(monthOfDay(today), 1)}-01`
    case 'end of month':
    case 'end of the month':
      return monthDays(monthOfDay(today)).last
    case 'next year':
      return `${Number(today.slice(0, 4)) + 1}-01-01`
  }
  const weekday = beginning(WEEKDAYS, words.replace(/^(?:next|this) /, ''))
  return weekday === null ? null : next(today, weekday)
}

/** "in two weeks", "10 days", "a month", "3w" */
function spanned(words: string, today: Day): Day | null {
  const match = /^(?:in )?(a|an|\d{1,3}|[a-z]+) ?(d|days?|w|weeks?|m|months?|y|years?)(?: from now)?$/.exec(words)
  const [, written = '', unit = ''] = match ?? []
  const count = /^an?$/.test(written) ? 1 : /^\d/.test(written) ? Number(written) : NUMBERS.indexOf(written)
  if (!match || count < 1) return null
  if (unit.startsWith('d')) return addDays(today, count)
  if (unit.startsWith('w')) return addDays(today, 7 * count)
  return inMonth(addMonths(monthOfDay(today), unit.startsWith('y') ? 12 * count : count), Number(today.slice(8)))
}

/** "2026-12-03", "3 dec", "December 3rd", "3 dec 2027", "3.12." */
function dated(words: string, today: Day): Day | null {
  if (isDay(words)) return words
  const [, day = '', month = '', year] =
    /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})(?: (\d{4}))?$/.exec(words) ??
    /^(\d{1,2})[. ] ?(\d{1,2})(?:[. ] ?(\d{4}))?$/.exec(words) ??
    monthFirst(words) ??
    []
  const number = /^\d/.test(month) ? Number(month) - 1 : (beginning(MONTHS, month) ?? -1)
  if (number < 0 || number > 11 || Number(day) < 1) return null
  const inYear = (of: number): Day => `${of}-${String(number + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
  const thisYear = Number(today.slice(0, 4))
  const candidates = year === undefined ? [thisYear, thisYear + 1, thisYear + 2, thisYear + 3, thisYear + 4] : [Number(year)]
  return candidates.map(inYear).find((candidate) => isDay(candidate) && (year !== undefined || candidate > today)) ?? null
}

function monthFirst(words: string): string[] | null {
  const match = /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words)
  return match ? ['', match[2] ?? '', match[1] ?? '', ...(match[3] === undefined ? [] : [match[3]])] : null
}

/** The index of the name that `word` is, or is the beginning of, by at least two letters. */
function beginning(names: readonly string[], word: string): number | null {
  const index = word.length < 2 ? -1 : names.findIndex((name) => name.startsWith(word))
  return index < 0 ? null : index
}

/** The next such weekday after a day, 0 for Sunday. */
function next(today: Day, weekday: number): Day {
  return addDays(today, ((weekday - new Date(msOfDay(today)).getUTCDay() + 6) % 7) + 1)
}

function inMonth(month: string, day: number): Day {
  const { last } = monthDays(month)
  const wanted = `${month}-${String(day).padStart(2, '0')}`
  return wanted > last ? last : wanted
}

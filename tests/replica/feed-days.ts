// Owns the replica's own calendar, written apart from the app's so that one mistake cannot hide in both.

const MS_PER_DAY = 86_400_000
const FIRST_DAY = '2023-05-04'

const newYork = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export function isRealDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T12:00:00Z`)
  return Number.isFinite(ms) && utcDay(ms) === text
}

/** The feed's current day: New York's date two and a half hours from now, as the day turns over at 21:30 there. */
export function currentFeedDay(nowMs: number): string {
  const wallClock = Date.parse(`${newYork.format(new Date(nowMs)).replace(' ', 'T')}Z`)
  return utcDay(wallClock + 150 * 60_000)
}

/** Seven days from Monday, or undefined when the year has no such ISO week. */
export function daysOfWeek(week: string): { first: string; last: string } | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(week)
  if (!match) return undefined
  const year = Number(match[1])
  const number = Number(match[2])
  // The fourth of January is in week 1 of every year, the 28th of December in the last one.
  const mondayOf = (ms: number) => ms - ((new Date(ms).getUTCDay() + 6) % 7) * MS_PER_DAY
  const firstMonday = mondayOf(Date.UTC(year, 0, 4))
  const lastMonday = mondayOf(Date.UTC(year, 11, 28))
  const monday = firstMonday + (number - 1) * 7 * MS_PER_DAY
  if (number < 1 || monday > lastMonday) return undefined
  return { first: utcDay(monday), last: utcDay(monday + 6 * MS_PER_DAY) }
}

export function daysOfMonth(month: string): { first: string; last: string } | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return undefined
  const first = `${month}-01`
  const nextMonth = new Date(`${first}T00:00:00Z`)
  nextMonth.setUTCMonth(nextMonth.getUTCMonth() + 1)
  return { first, last: utcDay(nextMonth.getTime() - MS_PER_DAY) }
}

export function isBeforeFirstDay(day: string): boolean {
  return day < FIRST_DAY
}

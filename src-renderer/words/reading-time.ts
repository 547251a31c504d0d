// Owns how long a paper takes to read, told by the words of its PDF; where there are none yet, nothing is guessed.
import { counted } from './figures.ts'

/** 200 words a minute, six characters a word with its blank. */
const CHARACTERS_A_MINUTE = 1_200

export function minutesToRead(characters: number): number {
  return Math.max(1, Math.round(characters / CHARACTERS_A_MINUTE))
}

/** "34 min", "1 h 20 min" */
export function readingTime(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How long a paper has waited in the reading list: "saved today", "waits 12 days", "waits 5 weeks". */
export function waited(savedAtMs: number, nowMs: number): string {
  const days = Math.floor((nowMs - savedAtMs) / 86_400_000)
  if (days < 1) return 'saved today'
  if (days < 21) return `waits ${counted(days, 'day')}`
  return `waits ${days < 90 ? counted(Math.floor(days / 7), 'week') : counted(Math.floor(days / 30.4), 'month')}`
}

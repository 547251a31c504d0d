// Owns how the operators of the search box complete themselves.
import { COUNTED, HAS_WORDS, IS_WORDS, SEARCH_FIELDS } from '#domain/search-query.ts'

const OPERATORS: readonly string[] = [
  'is:',
  'has:',
  'tag:',
  ...SEARCH_FIELDS.filter((field) => field !== 'tag').map((field) => `${field}:`),
  ...COUNTED.map((name) => `${name}:>`),
  'after:',
  'before:',
  'on:',
]
const MOST = 8

export interface Completion {
  /** What is shown. */
  label: string
  /** The whole text of the box with it. */
  text: string
}

/** What the last word of `text` may become; nothing while it is an ordinary word. */
export function searchCompletions(text: string, tags: readonly string[]): Completion[] {
  const start = Math.max(text.lastIndexOf(' '), text.lastIndexOf('(')) + 1
  const sign = text[start] === '-' ? '-' : ''
  const word = text.slice(start + sign.length).toLowerCase()
  if (word.length < 2) return []
  const [name, value] = word.includes(':') ? [word.slice(0, word.indexOf(':')), word.slice(word.indexOf(':') + 1)] : [word, undefined]
  const candidates =
    value === undefined ? OPERATORS : valuesOf(name, tags).map((known) => `${name}:${/\s/.test(known) ? `"${known}"` : known}`)
  const typed = value === undefined ? name : `${name}:${value}`
  return candidates
    .filter((candidate) => candidate.toLowerCase().replace('"', '').startsWith(typed.replace('"', '')) && candidate.toLowerCase() !== typed)
    .slice(0, MOST)
    .map((label) => ({ label, text: text.slice(0, start) + sign + label + (/[:>]$/.test(label) ? '' : ' ') }))
}

function valuesOf(name: string, tags: readonly string[]): readonly string[] {
  if (name === 'is') return IS_WORDS
  if (name === 'has') return HAS_WORDS
  if (name === 'tag') return tags
  if (name === 'after' || name === 'before' || name === 'on') return ['today', 'yesterday', 'last-week', 'last-month', 'this-year']
  return []
}

// Owns the citation key: the pattern a reader sets, and what it makes of a paper.
import { z } from 'zod'
import type { PaperId } from './paper.ts'
import { plainText } from './tex.ts'

export const DEFAULT_KEY_PATTERN = '[auth][year][veryshorttitle]'
const LONGEST_KEY = 80
/** With room for what tells two apart. */
export const CitationKey = z.string().regex(/^[A-Za-z0-9_.:+-]{1,100}$/)

export interface KeyFacts {
  id: PaperId
  title: string
  authors: readonly string[]
  publishedAtMs: number | null
}

/** Each part by its name in the pattern; the words are Better BibTeX's, which many readers know. */
const parts: Readonly<Record<string, (facts: KeyFacts) => string>> = {
  auth: ({ authors }) => lastName(authors[0] ?? ''),
  authors: ({ authors }) => authors.slice(0, 3).map(lastName).join('') + (authors.length > 3 ? 'etal' : ''),
  year: (facts) => dateOf(facts).slice(0, 4),
  shortyear: (facts) => dateOf(facts).slice(2, 4),
  month: (facts) => dateOf(facts).slice(5, 7),
  veryshorttitle: ({ title }) => tellingWords(title).slice(0, 1).join(''),
  shorttitle: ({ title }) => tellingWords(title).slice(0, 3).join(''),
  title: ({ title }) => tellingWords(title).join(''),
  id: ({ id }) => id.replaceAll('/', '.'),
}

export const KEY_PARTS: readonly string[] = Object.keys(parts)

const TOKEN = /\[([a-z]+)(?::(upper|lower|capital))?\]/g

/** A sentence about a pattern that can't be used; null for one that can. */
export function keyPatternProblem(pattern: string): string | null {
  const unknown = [...pattern.matchAll(TOKEN)].map((match) => match[1] ?? '').find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined) return `There is no [${unknown}]. Use ${KEY_PARTS.map((name) => `[${name}]`).join(', ')}.`
  if (pattern.length > 200) return 'A pattern has at most 200 characters.'
  if (!new RegExp(TOKEN).test(pattern)) return 'A pattern needs a part in brackets, like [auth].'
  if (/[^A-Za-z0-9_.:+-]/.test(pattern.replace(TOKEN, '')))
    return 'Between the parts only letters, digits and _ . : + - may stand: anything else breaks a bibliography.'
  return null
}

export const KeyPattern = z
  .string()
  .trim()
  .refine((pattern) => keyPatternProblem(pattern) === null, 'a pattern of parts in brackets')

/** The key that the pattern gives; the paper's identifier where nothing of it is in Latin letters. Not yet unique. */
export function citationKeyOf(pattern: string, facts: KeyFacts): string {
  const key = pattern
    .replace(TOKEN, (_, name: string, letters: string | undefined) => lettered((parts[name] ?? parts['id'])?.(facts) ?? '', letters))
    .replace(/[^A-Za-z0-9_.:+-]/g, '')
    .slice(0, LONGEST_KEY)
  const id = facts.id.replaceAll('/', '.')
  if (/[A-Za-z]/.test(key) || key.includes(id)) return key
  return key === '' ? id : `${key}-${id}`
}

function lettered(text: string, letters: string | undefined): string {
  if (letters === 'upper') return text.toUpperCase()
  if (letters === 'capital') return text.replace(/[a-z]/, (first) => first.toUpperCase())
  return text
}

function dateOf({ publishedAtMs }: KeyFacts): string {
  return publishedAtMs === null ? '' : new Date(publishedAtMs).toISOString().slice(0, 10)
}

const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV)$/

function lastName(name: string): string {
  const words = name
    .split(',')[0]
    ?.split(/\s+/)
    .filter((word) => word !== '' && !SUFFIX.test(word))
  return latinLetters(words?.at(-1) ?? '')
}

/** The words of a title that tell it from others. */
function tellingWords(title: string): string[] {
  const words = plainText(title)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(latinLetters)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !PASSED_OVER.has(word))
  return telling.length > 0 ? telling : words
}

const PASSED_OVER = new Set(
  'a an the and or but nor not of on in at to for from by with without via as is are be can do does how what when where which who why that this these those it its we our you your into over under towards toward between using than'.split(
    ' ',
  ),
)

const SPELLED: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

function latinLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßøłæœđðþı]/g, (letter) => SPELLED[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '')
}

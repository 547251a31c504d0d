// Owns how text and addresses from outside are made safe to keep: capped, without control characters, http(s) only.
import { foldWhitespace } from '#domain/paper.ts'

/** UTF-16 units; longer text is cut. About ten times the longest ever seen of each. */
export const MAX_LENGTH = { title: 2_000, abstract: 20_000, name: 300, keyword: 200, url: 2_048, excerpt: 2_000 } as const

const HUGGING_FACE = 'https://huggingface.co'
// control characters, lone surrogates, characters that turn the direction of what follows
const UNWANTED = /(?!\s)[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu
const BEYOND_PLAIN_ASCII = /[^ -~]/

/** White space folded, unwanted characters gone, at most `maxLength` long; `''` for anything that is not a string. */
export function cleanText(value: unknown, maxLength: number): string {
  if (typeof value !== 'string') return ''
  // cut first, with room for white space, so that a huge string costs nothing
  const text = value.length > maxLength * 4 ? value.slice(0, maxLength * 4) : value
  const wanted = BEYOND_PLAIN_ASCII.test(text) ? text.replace(UNWANTED, '') : text
  const folded = foldWhitespace(wanted)
  return folded.length > maxLength ? folded.slice(0, maxLength).replace(UNWANTED, '').trimEnd() : folded
}

/** `cleanText`, or null where nothing is left. */
export function textOrNull(value: unknown, maxLength: number): string | null {
  return cleanText(value, maxLength) || null
}

/** An absolute http(s) address without credentials, white space inside it removed; null for anything else. */
export function cleanUrl(value: unknown, base?: string): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH.url * 2) return null
  const text = value.replace(/\s+/g, '').replace(UNWANTED, '')
  if (text === '' || text.length > MAX_LENGTH.url || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.username === '' && url.password === '' ? url.href : null
}

/** A picture's address: Hugging Face gives half of its avatars as `/avatars/…`. */
export function cleanAvatarUrl(value: unknown): string | null {
  return cleanUrl(value, HUGGING_FACE)
}

/** ISO 8601 → milliseconds since the epoch; null when it is no date or outside 1986 (a little before arXiv) … 2100. */
export function cleanTime(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40) return null
  const ms = Date.parse(value)
  return ms >= Date.UTC(1986, 0) && ms < Date.UTC(2100, 0) ? ms : null
}

/** A whole figure ≥ 0; null for anything that is not a finite number. */
export function cleanCount(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  return Math.min(Math.max(Math.trunc(value), 0), Number.MAX_SAFE_INTEGER)
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

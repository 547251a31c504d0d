// Owns the properties at the head of a vault file: Dogear's own keys are set line by line, every other line stays byte for byte.
import { parse } from 'yaml'

/** Null takes the key away; a list is one item a line. */
export type FrontValue = string | number | boolean | readonly string[] | null

const FRONT = /^(\uFEFF?---[ \t]*\r?\n)((?:(?!---[ \t]*(?:\r?\n|$))[^\n]*\n)*)(---[ \t]*(?:\r?\n|$))/

/** The text with these keys set; other lines, their order and comments stay. A text without properties gets some. */
export function withFront(text: string, values: Readonly<Record<string, FrontValue>>): string {
  const found = FRONT.exec(text)
  const given = Object.entries(values)
  if (!found) {
    const lines = given.map(([key, value]) => written(key, value)).join('')
    return `---\n${lines}---\n${text.replace(/^\uFEFF/, '')}`
  }
  const [whole, open = '', inside = '', close = ''] = found
  let front = inside
  for (const [key, value] of given) {
    const place = blockOf(front, key)
    if (place) front = front.slice(0, place.start) + written(key, value) + front.slice(place.end)
    else front += written(key, value)
  }
  return open + front + close + text.slice(whole.length)
}

/** The words of a list of the reader's, or one word; empty for what is none, whatever it refers to. */
export function frontList(text: string, key: string): string[] {
  const front = FRONT.exec(text)?.[2] ?? ''
  const place = blockOf(front, key)
  if (!place) return []
  try {
    const parsed = parse(front.slice(place.start, place.end), { maxAliasCount: 0, logLevel: 'silent' }) as unknown
    const value = typeof parsed === 'object' && parsed !== null ? (Object.values(parsed)[0] as unknown) : null
    const items = Array.isArray(value) ? (value as unknown[]) : typeof value === 'string' ? value.split(/[\s,]+/) : []
    return items.filter((item) => typeof item === 'string' && item !== '').map(String)
  } catch {
    return []
  }
}

/** The value of a key of one word, as `dogear: dogear://paper/…`. */
export function frontWord(text: string, key: string): string | null {
  const front = FRONT.exec(text)?.[2] ?? ''
  const line = new RegExp(`^${key}[ \\t]*:[ \\t]*["']?([^"'\\s#]+)["']?[ \\t]*\\r?$`, 'm').exec(front)
  return line?.[1] ?? null
}

/** A key's line with what belongs to it: indented lines, and items of a list. */
function blockOf(front: string, key: string): { start: number; end: number } | null {
  const found = new RegExp(
    `(?<![^\\n])(?:${key}|"${key}"|'${key}')[ \\t]*:(?=\\s)[^\\n]*\\n(?:(?:[ \\t]+[^\\s#][^\\n]*|-[ \\t][^\\n]*|-\\r?)\\n)*`,
  ).exec(front)
  return found ? { start: found.index, end: found.index + found[0].length } : null
}

function written(key: string, value: FrontValue): string {
  if (value === null) return ''
  if (typeof value !== 'object') return `${key}: ${scalar(value)}\n`
  return value.length === 0 ? `${key}: []\n` : `${key}:\n${value.map((item) => `  - ${scalar(item)}\n`).join('')}`
}

const PLAIN = /^(?:\d{4}-\d{2}-\d{2}|(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][A-Za-z0-9_/.-]*)$/i

/** JSON's strings are YAML's as well (YAML 1.2, 7.3.1), once what YAML has no letters for is written as a code. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string' || PLAIN.test(value)) return String(value)
  return JSON.stringify(value.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

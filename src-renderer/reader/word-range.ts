// Owns the words, lines and paragraphs around a place of a page's text, and where a drawn selection snaps; pure.
import { firstEndingAfter } from '#domain/page-places.ts'
import type { TextLine } from '#domain/page-model.ts'
import type { ReadPage } from './document-model.ts'

export type Unit = 'letter' | 'word' | 'line' | 'paragraph'

const words = new Intl.Segmenter(undefined, { granularity: 'word' })
/** Longer words are none that a reader means. */
const LONGEST_WORD = 200

export function around({ model, tester }: Pick<ReadPage, 'model' | 'tester'>, unit: Unit, offset: number): TextLine {
  if (unit === 'letter') return { start: offset, end: offset }
  if (unit === 'word') return wordAt(model.text, offset)
  const list = unit === 'line' ? model.lines : tester.paragraphs
  const at = Math.min(firstEndingAfter(list, Math.max(0, offset - (isAtEnd(model.text, offset) ? 1 : 0))), list.length - 1)
  return list[at] ?? { start: offset, end: offset }
}

function isAtEnd(text: string, offset: number): boolean {
  return offset >= text.length
}

/** What a double click takes: a word, or the sign that stands there. */
function wordAt(text: string, offset: number): TextLine {
  const place = Math.min(offset, Math.max(0, text.length - 1))
  const from = Math.max(0, place - LONGEST_WORD)
  const piece = text.slice(from, place + LONGEST_WORD)
  const found = words.segment(piece).containing(place - from)
  if (!found) return { start: offset, end: offset }
  // at the end of a word, the word and not the blank after it
  if (found.segment.trim() === '' && place > from) return wordAt(text, place - 1)
  return { start: from + found.index, end: from + found.index + found.segment.length }
}

/** From the first to the last word of a line of which the most is inside; null where there is none. */
export function wordsInside(text: string, { start, end }: TextLine, isInside: (offset: number) => boolean): TextLine | null {
  let [first, last] = [-1, -1]
  for (const { segment, index } of words.segment(text.slice(start, end))) {
    if (segment.trim() === '') continue
    const from = start + index
    const to = from + segment.length
    let inside = 0
    for (let at = from; at < to; at += 1) if (isInside(at)) inside += 1
    if (2 * inside <= segment.length) continue
    if (first < 0) first = from
    last = to
  }
  return first < 0 ? null : { start: first, end: last }
}

/** An end of a selection that is one letter away from the end of a word goes there: hands are not that steady. */
export function snapped(text: string, start: number, end: number): TextLine {
  const isBlank = (at: number): boolean => at < 0 || at >= text.length || text.charAt(at) === ' '
  // inside one word every letter may be meant
  if (!text.slice(start, end).trim().includes(' ')) return { start, end }
  let [from, to] = [start, end]
  if (!isBlank(from - 1) && isBlank(from - 2)) from -= 1
  else if (!isBlank(from - 1) && !isBlank(from) && isBlank(from + 1)) from += 1
  if (!isBlank(to) && isBlank(to + 1)) to += 1
  else if (!isBlank(to - 1) && isBlank(to - 2) && !isBlank(to)) to -= 1
  return { start: from, end: to }
}

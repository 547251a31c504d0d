// Owns the text of all pages as one, in which marks keep their position, and the way between it and its pages.
import type { TextPosition } from './annotation.ts'
import { isBroken, TEXT_MODEL_VERSION } from './page-model.ts'

export interface WholeText {
  text: string
  /** Where each page's text begins in it, and where it ends. */
  starts: readonly number[]
  ends: readonly number[]
}

/** A place in the text of a page; `page` counts from 0. */
export interface TextPlace {
  page: number
  offset: number
}

/** Letters of the text around a quotation that are kept with it. */
export const QUOTE_CONTEXT = 32

/** The texts of the pages in their order, an empty one where there is none; a word broken between two pages is joined. */
export function wholeText(pages: readonly string[]): WholeText {
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let length = 0
  /** The last page with words. */
  let last = -1
  pages.forEach((page, index) => {
    let text = page
    if (page !== '' && last >= 0) {
      if (isBroken((pages[last] ?? '').slice(-3), page)) {
        parts[last] = (parts[last] ?? '').slice(0, -1)
        length -= 1
        for (let at = last; at < index; at += 1) ends[at] = length
        for (let at = last + 1; at < index; at += 1) starts[at] = length
      } else {
        text = ` ${page}`
        length += 1
      }
    }
    starts.push(length)
    length += page.length
    ends.push(length)
    parts.push(text)
    if (page !== '') last = index
  })
  return { text: parts.join(''), starts, ends }
}

/** The pages under `[start, end)`, with what of each page's own text it is. */
export function pagesUnder({ starts, ends }: WholeText, start: number, end: number): { page: number; start: number; end: number }[] {
  const under: { page: number; start: number; end: number }[] = []
  for (let page = Math.max(0, pageAt(starts, start)); page < starts.length; page += 1) {
    const begin = starts[page] ?? 0
    if (begin >= end) break
    const [from, to] = [Math.max(start, begin), Math.min(end, ends[page] ?? begin)]
    if (to > from) under.push({ page, start: from - begin, end: to - begin })
  }
  return under
}

/** The last page that begins at or before a place of the text. */
function pageAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

export function positionOf({ text, starts }: WholeText, from: TextPlace, to: TextPlace): TextPosition {
  const start = (starts[from.page] ?? 0) + from.offset
  const end = Math.max(start, (starts[to.page] ?? 0) + to.offset)
  return { start: Math.min(start, text.length), end: Math.min(end, text.length), length: text.length, model: TEXT_MODEL_VERSION }
}

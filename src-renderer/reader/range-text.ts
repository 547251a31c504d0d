// Owns the words of a selected range, as they are shown and copied: letters as they are printed, hyphens undone.
import { isBroken, isHyphenated, type PageModel } from '#domain/page-model.ts'
import { firstEndingAfter } from '#domain/page-places.ts'
import type { TextRange } from '../state/text-selection.ts'
import type { DocumentModel, ReadPage } from './document-model.ts'

/** What of each page is in the range; pages that are not read are left out. */
export function partsOf(document: DocumentModel, { from, to }: TextRange): { page: number; read: ReadPage; start: number; end: number }[] {
  const parts = []
  for (let page = from.page; page <= to.page; page += 1) {
    const read = document.ready(page)
    if (!read) continue
    const start = page === from.page ? from.offset : 0
    const end = page === to.page ? to.offset : read.model.text.length
    if (end > start) parts.push({ page, read, start, end })
  }
  return parts
}

/** Reads the pages of a range; null where they are all read. */
export function pagesToRead(document: DocumentModel, { from, to }: TextRange): Promise<unknown> | null {
  const missing: Promise<ReadPage>[] = []
  for (let page = from.page; page <= to.page; page += 1) if (!document.ready(page)) missing.push(document.read(page))
  return missing.length === 0 ? null : Promise.allSettled(missing)
}

/** With its own quotes and dashes; ligatures are taken apart, and a line’s end inside a word is none. */
export function printedText({ text, runs, runAt, from, to, lines }: PageModel, start: number, end: number): string {
  let printed = ''
  for (let at = start; at < end; at += 1) {
    const isInWord =
      text.charAt(at - 1) === '-' &&
      text.charAt(at) === ' ' &&
      isHyphenated(text.slice(Math.max(0, at - 3), at), text.slice(at + 1, at + 3))
    if (isInWord && lines.some((line) => line.end === at)) continue
    const run = runs[runAt[at] ?? -1]
    const letter = text.charAt(at)
    const [begin, stop] = [from[at] ?? 0, to[at] ?? 0]
    // one letter for one letter: what the file says; else what it was made of
    const source = run && Number.isInteger(begin) && stop - begin === 1 ? run.text.charAt(begin) : ''
    printed += source !== '' && !/[\s\u00ad]/.test(source) && source.normalize('NFKC') === source ? source : letter
  }
  return printed
}

/** One line of words, as a mark shows them; a word broken between two pages is joined. */
export function shownText(document: DocumentModel, range: TextRange): string {
  let shown = ''
  for (const { read, start, end } of partsOf(document, range)) {
    const text = printedText(read.model, start, end).trim()
    if (isBroken(shown, text)) shown = shown.slice(0, -1) + text
    else shown += shown === '' || text === '' || isHyphenated(shown, text) ? text : ` ${text}`
  }
  return shown
}

/** Paragraphs parted by an empty line, in reading order. */
export function copiedText(document: DocumentModel, range: TextRange): string {
  const paragraphs = partsOf(document, range).flatMap(({ read: { model, tester }, start, end }) =>
    tester.paragraphs
      .slice(firstEndingAfter(tester.paragraphs, start))
      .filter((paragraph) => paragraph.start < end)
      .map((paragraph) => printedText(model, Math.max(start, paragraph.start), Math.min(end, paragraph.end)).trim()),
  )
  return paragraphs.filter((text) => text !== '').join('\n\n')
}

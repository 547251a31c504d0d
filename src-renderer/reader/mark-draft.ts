// Owns turning a selected range into a mark: one quad a line, its words with what stands around them, its position in the text.
import type { AnnotationColour, AnnotationDraft, AnnotationTarget, FileHash } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { quadsOf, sortKeyOf, trimmed } from '#domain/page-places.ts'
import { positionOf, QUOTE_CONTEXT, wholeText } from '#domain/whole-text.ts'
import type { TextRange } from '../state/text-selection.ts'
import type { DocumentModel } from './document-model.ts'
import type { PdfView } from './pdf-view.ts'
import { partsOf, shownText } from './range-text.ts'

interface Made {
  kind: 'highlight' | 'underline'
  colour: AnnotationColour
  fileHash: FileHash
  paperId: PaperId | null
}

const MOST_LETTERS = 200_000

/** Null when there are no words in the range. Its pages must have been read. */
export function draftOfRange(view: PdfView, document: DocumentModel, made: Made, range: TextRange): AnnotationDraft | null {
  const tight = tightRange(document, range)
  if (!tight) return null
  const { from, to } = tight
  const parts = partsOf(document, tight)
  const targets = parts.flatMap(({ page, read: { model, edgesOf }, start, end }): AnnotationTarget[] => {
    const quads = quadsOf(model, start, end, edgesOf)
    return quads.length === 0 ? [] : [{ page, shape: { kind: 'quads', quads } }]
  })
  const [first] = targets
  if (!first || first.shape.kind !== 'quads') return null
  const exact = wholeText(parts.map(({ read, start, end }) => read.model.text.slice(start, end))).text
  const before = document.ready(from.page)?.model.text.slice(Math.max(0, from.offset - QUOTE_CONTEXT), from.offset) ?? ''
  const after = document.ready(to.page)?.model.text.slice(to.offset, to.offset + QUOTE_CONTEXT) ?? ''
  const whole = document.whole()
  return {
    id: crypto.randomUUID(),
    ...made,
    role: null,
    comment: '',
    tags: [],
    targets,
    quote: { exact: exact.slice(0, MOST_LETTERS), prefix: before, suffix: after },
    position: whole && positionOf(whole, from, to),
    text: shownText(document, tight).slice(0, MOST_LETTERS),
    sortKey: sortKeyOf(first.page, from.offset, topOf(view, first.page) - (first.shape.quads[0]?.[1] ?? 0)),
    pageLabel: document.labelOf(first.page),
  }
}

/** The upper edge of a page in its own points. */
export function topOf(view: PdfView, page: number): number {
  const dims = view.pageView(page)?.viewport.rawDims
  return dims ? dims.pageY + dims.pageHeight : 0
}

/** Without blanks at its ends, and without pages on which only blanks are; null for nothing. */
function tightRange(document: DocumentModel, range: TextRange): TextRange | null {
  const parts = partsOf(document, range).flatMap(({ page, read, start, end }) => {
    const [from, to] = trimmed(read.model.text, start, end)
    return to > from ? [{ page, from, to }] : []
  })
  const [first, last] = [parts[0], parts.at(-1)]
  return first && last ? { from: { page: first.page, offset: first.from }, to: { page: last.page, offset: last.to } } : null
}

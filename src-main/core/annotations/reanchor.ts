// Owns carrying marks over to another version of a file: the old ones stay, each new one says how sure it is.
import type { Annotation, AnnotationTarget, FileHash } from '#domain/annotation.ts'
import type { CarriedMark, FoundPlace } from '#contract/annotations.ts'
import { TEXT_MODEL_VERSION } from '#domain/page-model.ts'
import { QUOTE_CONTEXT } from '#domain/whole-text.ts'
import { anchorQuote } from './anchor.ts'
import { type FoundAround, placeAround } from './carry-places.ts'
import type { DocumentText } from './document-text.ts'

/** What is known of the text of a file; `[start, end)` counts in `text`. */
export interface AnchorText {
  /** Normalised as the quotes of marks are. */
  text: string
  /** Where these words stand, one quad a line; null when they have no place. */
  place(start: number, end: number): AnchorPlace | null
  /** The label of a page; without it its number stands for it. */
  labelOf?(page: number): string
}

export interface AnchorPlace {
  targets: AnnotationTarget[]
  /** As shown: hyphens at line ends undone. */
  text: string
  sortKey: string
  pageLabel: string
}

export interface Carried {
  /** To be added on the new file. */
  copies: Annotation[]
  report: CarriedMark[]
}

const SURE = 0.9

/**
 * Marks of one file as they would be on another with the text `into`; those without words by the words around them in `from`. What is not found is not placed:
 * it stays where it was made and stands in the report with the best place there is.
 */
export function carryOver(
  marks: readonly Annotation[],
  into: AnchorText,
  { toHash, nowMs, newId, from = null }: { toHash: FileHash; nowMs: number; newId: () => string; from?: DocumentText | null },
): Carried {
  const carried: Carried = { copies: [], report: [] }
  for (const mark of marks) {
    if (!mark.quote || !isOnWords(mark)) {
      carryPlace(carried, mark, from && placeAround(mark, from, into), { toHash, nowMs, newId })
      continue
    }
    const { found, best } = anchorQuote(into.text, mark.quote, mark.position)
    const place = found && into.place(found.start, found.end)
    if (!found || !place) {
      const candidate = best && into.text.slice(best.start, best.end)
      carried.report.push({ from: mark.id, to: null, result: 'not-found', score: best?.score ?? 0, candidate, check: true })
      continue
    }
    const samePage = place.targets[0]?.page === mark.targets[0]?.page
    const sameWords = found.quoteScore === 1
    const state = !sameWords || found.ambiguous || found.score < SURE ? 'fuzzy' : samePage ? 'exact' : 'moved'
    const id = newId()
    carried.copies.push({
      ...mark,
      ...place,
      id,
      fileHash: toHash,
      quote: {
        exact: into.text.slice(found.start, found.end),
        prefix: into.text.slice(Math.max(0, found.start - QUOTE_CONTEXT), found.start),
        suffix: into.text.slice(found.end, found.end + QUOTE_CONTEXT),
      },
      position: { start: found.start, end: found.end, length: into.text.length, model: TEXT_MODEL_VERSION },
      anchor: { state, score: found.score, from: mark.id },
      modifiedAtMs: nowMs,
      source: null,
    })
    const result = sameWords && samePage ? 'kept' : 'moved'
    const candidate = sameWords ? null : into.text.slice(found.start, found.end)
    carried.report.push({ from: mark.id, to: id, result, score: found.score, candidate, check: state === 'fuzzy' })
  }
  return carried
}

export function isOnWords({ kind, quote }: Pick<Annotation, 'kind' | 'quote'>): boolean {
  return quote !== null && (kind === 'highlight' || kind === 'underline')
}

/** A mark that stands on a place goes where the words around it have gone. */
function carryPlace(
  { copies, report }: Carried,
  mark: Annotation,
  found: FoundAround | null,
  { toHash, nowMs, newId }: { toHash: FileHash; nowMs: number; newId: () => string },
): void {
  if (!found) {
    report.push({ from: mark.id, to: null, result: 'not-found', score: 0, candidate: null, check: true })
    return
  }
  const { score, isUnsure, ...place } = found
  const stays = JSON.stringify(place.targets) === JSON.stringify(mark.targets)
  const id = newId()
  const state = isUnsure ? 'fuzzy' : stays ? 'exact' : 'moved'
  copies.push({
    ...mark,
    ...place,
    id,
    fileHash: toHash,
    anchor: { state, score, from: mark.id },
    modifiedAtMs: nowMs,
    source: null,
  })
  report.push({ from: mark.id, to: id, result: stays ? 'kept' : 'moved', score, candidate: null, check: isUnsure })
}

/** The spans of `text` that the marks stand on now. */
export function findAgain(marks: readonly Annotation[], text: string): { id: string; start: number; end: number; score: number }[] {
  return marks.flatMap(({ id, quote, position }) => {
    const { found } = quote ? anchorQuote(text, quote, position) : { found: null }
    return found ? [{ id, start: found.start, end: found.end, score: found.score }] : []
  })
}

/** A text whose places were worked out elsewhere: a span without one counts as not found. */
export function placedText(text: string, places: readonly FoundPlace[]): AnchorText {
  const bySpan = new Map(places.map(({ start, end, ...place }) => [`${start}:${end}`, place]))
  return { text, place: (start, end) => bySpan.get(`${start}:${end}`) ?? null }
}

/** "31 kept, 2 moved, 1 not found, 3 to check." */
export function carriedSentence(report: readonly CarriedMark[]): string {
  const count = (result: CarriedMark['result']): number => report.filter((mark) => mark.result === result).length
  const check = report.filter((mark) => mark.check).length
  return `${count('kept')} kept, ${count('moved')} moved, ${count('not-found')} not found${check === 0 ? '' : `; ${check} to check`}.`
}

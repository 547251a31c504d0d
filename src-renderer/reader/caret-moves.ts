// Owns where the caret goes on a page by letter, word, sentence, line and paragraph; pure. Null: beyond the page's end.
import type { Quad } from '#domain/annotation.ts'
import { firstEndingAfter, frameOf, letterSpan, linesWithin, quadIn } from '#domain/page-places.ts'
import type { PageModel, TextLine } from '#domain/page-model.ts'
import type { ReadPage } from './document-model.ts'

export type CaretUnit = 'letter' | 'word' | 'sentence' | 'lineEnd' | 'paragraph'

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const FAR = 4_000

export function movedOnPage(
  { model, tester }: Pick<ReadPage, 'model' | 'tester'>,
  offset: number,
  unit: CaretUnit,
  direction: 1 | -1,
): number | null {
  const { text } = model
  if (direction > 0 ? offset >= text.length : offset <= 0) return null
  switch (unit) {
    case 'letter':
      return nextLetter(text, offset, direction)
    case 'word':
      return boundary(
        text,
        offset,
        direction,
        segmentsOf(words, text, offset, ({ isWordLike }) => isWordLike === true),
      )
    case 'sentence':
      return boundary(
        text,
        offset,
        direction,
        segmentsOf(sentences, text, offset, ({ segment }) => segment.trim() !== ''),
      )
    case 'lineEnd': {
      const line = lineAt(model, offset)
      return line ? (direction > 0 ? line.end : line.start) : null
    }
    case 'paragraph':
      return boundary(text, offset, direction, tester.paragraphs)
  }
}

function nextLetter(text: string, offset: number, direction: 1 | -1): number {
  if (direction > 0) {
    const [first] = letters.segment(text.slice(offset, offset + 32))
    return offset + (first?.segment.length ?? 1)
  }
  const from = Math.max(0, offset - 32)
  const before = letters.segment(text.slice(from, offset)).containing(offset - from - 1)
  return before ? from + before.index : offset - 1
}

function segmentsOf(segmenter: Intl.Segmenter, text: string, offset: number, counts: (segment: Intl.SegmentData) => boolean): TextLine[] {
  const from = Math.max(0, offset - FAR)
  return [...segmenter.segment(text.slice(from, offset + FAR))].filter(counts).map(({ index, segment }) => ({
    start: from + index,
    end: from + index + segment.trimEnd().length,
  }))
}

/** Forwards to the next end, backwards to the last beginning. */
function boundary(text: string, offset: number, direction: 1 | -1, list: readonly TextLine[]): number {
  if (direction > 0) return list.find(({ end }) => end > offset)?.end ?? text.length
  return list.findLast(({ start }) => start < offset)?.start ?? 0
}

/** The line that a place stands on: at the end of one, still that one. */
export function lineAt({ lines, text }: PageModel, offset: number): TextLine | undefined {
  const isBehind = offset > 0 && (offset >= text.length || text.charAt(offset) === ' ')
  return lines[Math.min(firstEndingAfter(lines, isBehind ? offset - 1 : offset), lines.length - 1)]
}

/** Points from the page's left edge (along the line) to the caret, which it keeps on its way up and down. */
export function goalOf({ model, edgesOf }: ReadPage, offset: number): number {
  const line = lineAt(model, offset)
  const frame = line && frameOf(model, line.start, line.end)
  if (!line || !frame) return 0
  const isEnd = offset >= line.end
  const span = letterSpan(model, isEnd ? line.end - 1 : offset, frame, edgesOf)
  const along = span ? (isEnd ? span[1] : span[0]) : 0
  return frame.x * frame.direction[0] + frame.y * frame.direction[1] + along
}

/** On the next line below or above that is not beside this one; null beyond the first and the last. */
export function lineBeside(read: ReadPage, offset: number, direction: 1 | -1, goal: number): number | null {
  const { model } = read
  const line = lineAt(model, offset)
  const frame = line && frameOf(model, line.start, line.end)
  if (!line || !frame) return null
  let at = model.lines.indexOf(line)
  for (;;) {
    at += direction
    const next = model.lines[at]
    if (!next) return null
    const other = frameOf(model, next.start, next.end)
    if (!other) continue
    const [dx, dy] = frame.direction
    const across = Math.abs((other.y - frame.y) * dx - (other.x - frame.x) * dy)
    // the other cells of a table's row are no other lines
    if (across > (frame.high - frame.low) * 0.4 || other.direction[0] !== dx) return onLine(read, next, goal)
  }
}

/** The place on a line that is nearest to the goal. */
export function onLine({ model, edgesOf }: ReadPage, line: TextLine, goal: number): number {
  const frame = frameOf(model, line.start, line.end)
  if (!frame) return line.start
  const base = frame.x * frame.direction[0] + frame.y * frame.direction[1]
  let best = line.start
  let least = Number.POSITIVE_INFINITY
  for (let at = line.start; at < line.end; at += 1) {
    const span = letterSpan(model, at, frame, edgesOf)
    if (!span) continue
    const away = [Math.abs(base + span[0] - goal), Math.abs(base + span[1] - goal)] as const
    if (away[0] < least) [least, best] = [away[0], at]
    if (at === line.end - 1 && away[1] < least) [least, best] = [away[1], line.end]
  }
  return best
}

/** A bar before the letter, or after the last one of its line. */
export function caretQuad({ model, edgesOf }: ReadPage, offset: number, width: number): Quad | null {
  const length = model.text.length
  const [at, isAfter] = model.text.charAt(offset) === ' ' || offset >= length ? [Math.max(0, offset - 1), true] : [offset, false]
  const [line] = linesWithin(model, at, at + 1)
  const frame = frameOf(model, at, at + 1) ?? (line ? frameOf(model, line.start, line.end) : null)
  const span = frame && letterSpan(model, at, frame, edgesOf)
  if (!frame || !span) return null
  const place = isAfter ? span[1] : span[0]
  return quadIn(frame, place - width / 2, place + width / 2)
}

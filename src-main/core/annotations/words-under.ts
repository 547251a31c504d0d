// Owns which words of a page lie under the quads of a mark; pure. Whole words, as a reader means them.
import type { Quad, TextQuote } from '#domain/annotation.ts'
import { isHyphenated, type PageModel, pageModel } from '#domain/page-model.ts'
import { frameOf, letterSpan, NOT_MEASURED, quadIn } from '#domain/page-places.ts'
import type { PageText } from '#domain/page-text.ts'
import { QUOTE_CONTEXT } from '#domain/whole-text.ts'
import { boundsOf, pointsOf } from './pdf-appearance.ts'

export interface WordsUnder {
  /** As shown: hyphens at line ends undone, no blank behind those that are the word’s own. */
  text: string
  quote: TextQuote
  /** `[start, end)` in the page's text. */
  start: number
  end: number
}

type Box = ReturnType<typeof boundsOf>

/** Null when there are no words under it, as on a scanned page. */
export function wordsUnder(page: PageText, quads: readonly Quad[]): WordsUnder | null {
  const boxes = quads.map((quad) => boundsOf(pointsOf(quad)))
  const whole = pageModel(page.words)
  const covered = coveredWords(whole, boxes)
  const [first, last] = [covered[0], covered.at(-1)]
  if (!first || !last) return null
  // what stands between in the file but not under the mark (a column, a stamp in the margin) is no part of its words
  const touched = new Set(covered.flatMap(({ start, end }) => [...whole.runAt.subarray(start, end)]))
  const part = pageModel(page.words.filter(({ text }, index) => touched.has(index) || text.trim() === ''))
  let [exact, text] = ['', '']
  let reached = 0
  for (const { start, end } of coveredWords(part, boxes)) {
    const word = part.text.slice(start, end)
    const gap = exact !== '' && start > reached ? ' ' : ''
    const isInWord = isHyphenated(text, word) && part.lines.some((line) => line.start === start)
    exact += gap + word
    text += (isInWord ? '' : gap) + word
    reached = end
  }
  return {
    text,
    quote: {
      exact,
      prefix: whole.text.slice(Math.max(0, first.start - QUOTE_CONTEXT), first.start),
      suffix: whole.text.slice(last.end, last.end + QUOTE_CONTEXT),
    },
    start: first.start,
    end: last.end,
  }
}

/** Words, or their parts on one line, whose middle is in one of the boxes. */
function coveredWords(model: PageModel, boxes: readonly Box[]): { start: number; end: number }[] {
  return model.lines.flatMap((line) =>
    [...model.text.slice(line.start, line.end).matchAll(/\S+/g)].flatMap((match) => {
      const [start, end] = [line.start + match.index, line.start + match.index + match[0].length]
      const middle = middleOf(model, start, end)
      return middle && boxes.some((box) => isInside(box, middle)) ? [{ start, end }] : []
    }),
  )
}

/** Points around a box that still count as inside. */
const SLACK = 1

function isInside([left, bottom, right, top]: Box, [x, y]: readonly [number, number]): boolean {
  return x >= left - SLACK && x <= right + SLACK && y >= bottom - SLACK && y <= top + SLACK
}

function middleOf(model: PageModel, start: number, end: number): readonly [number, number] | null {
  const frame = frameOf(model, start, end)
  if (!frame) return null
  const spans = [letterSpan(model, start, frame, NOT_MEASURED), letterSpan(model, end - 1, frame, NOT_MEASURED)].flatMap(
    (span) => span ?? [],
  )
  const [left, right] = [Math.min(...spans), Math.max(...spans)]
  const [ulx, uly, , , , , lrx, lry] = quadIn(frame, left, right)
  return [(ulx + lrx) / 2, (uly + lry) / 2]
}

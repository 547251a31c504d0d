// Owns which words of a page lie under the quads of a mark; pure. Whole words, as a reader means them.
import type { Quad, TextQuote } from '#domain/annotation.ts'
import type { PageText } from '../ports.ts'
import { isBroken, type Piece, piecesOf, plainText } from './page-pieces.ts'
import { boundsOf, pointsOf } from './pdf-appearance.ts'

export interface WordsUnder {
  /** As shown: hyphens at line ends undone. */
  text: string
  quote: TextQuote
  /** Where they begin in the page's text. */
  start: number
}

const CONTEXT = 32

/** Null when there are no words under it, as on a scanned page. */
export function wordsUnder(page: PageText, quads: readonly Quad[]): WordsUnder | null {
  const pieces = page.words.flatMap((word, index) => piecesOf(word, page.words[index + 1]))
  const boxes = quads.map((quad) => boundsOf(pointsOf(quad)))
  const covered = pieces.map(({ x, y }) =>
    boxes.some(([left, bottom, right, top]) => x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1),
  )
  // a blank between two words goes with the one before it
  pieces.forEach((piece, index) => {
    if (piece.text === '') covered[index] = covered[index - 1] ?? false
  })
  const first = covered.indexOf(true)
  if (first === -1) return null
  const exact = joined(pieces.filter((_, index) => covered[index]))
  const last = covered.lastIndexOf(true)
  const before = joined(pieces.slice(0, first), true)
  const after = joined(pieces.slice(last + 1))
  const space = pieces[last]?.after === '' ? '' : ' '
  return {
    text: exact,
    quote: { exact, prefix: before.slice(-CONTEXT), suffix: `${space}${after}`.slice(0, CONTEXT) },
    start: before.length,
  }
}

/** White space folded, ligatures taken apart, hyphens at line ends undone. */
function joined(pieces: readonly Piece[], open = false): string {
  let text = ''
  let gap: Piece['after'] = ''
  for (const piece of pieces) {
    if (piece.text === '') {
      gap = gap === '\n' ? gap : piece.after
      continue
    }
    if (gap === '\n' && isBroken(text, piece.text)) text = text.slice(0, -1)
    else if (gap !== '' && text !== '') text += ' '
    text += piece.text
    gap = piece.after
  }
  const plain = plainText(text)
  return open && gap !== '' && plain !== '' ? `${plain} ` : plain
}

// Owns which words of a page lie under the quads of a mark; pure. Whole words, as a reader means them.
import type { Quad, TextQuote } from '#domain/annotation.ts'
import type { PageText, PageWord } from '../ports.ts'
import { boundsOf, pointsOf } from './pdf-appearance.ts'

export interface WordsUnder {
  /** As shown: hyphens at line ends undone. */
  text: string
  quote: TextQuote
  /** Where they begin in the page's text. */
  start: number
}

interface Piece {
  text: string
  /** The middle of the word, a little above the baseline. */
  x: number
  y: number
  /** What stands between it and the next one. */
  after: '' | ' ' | '\n'
}

const CONTEXT = 32

/** Null when there are no words under it, as on a scanned page. */
export function wordsUnder(page: PageText, quads: readonly Quad[]): WordsUnder | null {
  const pieces = page.words.flatMap((word, index) => piecesOf(word, page.words[index + 1]))
  const boxes = quads.map((quad) => boundsOf(pointsOf(quad)))
  const covered = pieces.map(({ x, y }) =>
    boxes.some(([left, bottom, right, top]) => x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1),
  )
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

/** The words of a run, each with its share of the run's width. */
function piecesOf(word: PageWord, next: PageWord | undefined): Piece[] {
  const { text, x, y, direction, width, height, endsLine } = word
  const letters = text.length || 1
  const found = [...text.matchAll(/\S+/g)]
  const pieces = found.map((match, index): Piece => {
    const along = ((match.index + match[0].length / 2) / letters) * width
    const [dx, dy] = direction
    const up = height * 0.3
    const ends = match.index + match[0].length
    const after = index + 1 < found.length || ends < text.length ? ' ' : ''
    return { text: match[0], x: x + dx * along - dy * up, y: y + dy * along + dx * up, after }
  })
  const last = pieces.at(-1)
  if (last && endsLine) last.after = '\n'
  else if (last && last.after === '' && next) last.after = gapBefore(next, word)
  // a run of blanks alone parts the words around it
  if (pieces.length === 0 && (text !== '' || endsLine)) return [{ text: '', x: Number.NaN, y: Number.NaN, after: endsLine ? '\n' : ' ' }]
  return pieces
}

/** Runs of another font follow without a blank of their own; the place where they begin tells whether there is one. */
function gapBefore(next: PageWord, { x, y, direction: [dx, dy], width, height }: PageWord): Piece['after'] {
  const [right, up] = [next.x - (x + dx * width), next.y - (y + dy * width)]
  const along = right * dx + up * dy
  const across = Math.abs(up * dx - right * dy)
  if (across > height * 0.6) return '\n'
  return along > height * 0.15 || along < -height ? ' ' : ''
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
    if (gap === '\n' && /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(piece.text)) text = text.slice(0, -1)
    else if (gap !== '' && text !== '') text += ' '
    text += piece.text
    gap = piece.after
  }
  const plain = text
    .normalize('NFKC')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
  return open && gap !== '' && plain !== '' ? `${plain} ` : plain
}

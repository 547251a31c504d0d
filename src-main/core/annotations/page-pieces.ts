// Owns the words of a page one by one, with where each stands and what parts it from the next; pure.
import type { PageWord } from '../ports.ts'

export interface Piece {
  text: string
  /** The middle of the word, a little above the baseline. */
  x: number
  y: number
  /** What stands between it and the next one. */
  after: '' | ' ' | '\n'
  /** Where its baseline begins. */
  left: readonly [number, number]
  direction: readonly [number, number]
  width: number
  height: number
}

/** The words of a run, each with its share of the run's width. */
export function piecesOf(word: PageWord, next: PageWord | undefined): Piece[] {
  const { text, x, y, direction, width, height, endsLine } = word
  const letters = text.length || 1
  const found = [...text.matchAll(/\S+/g)]
  const pieces = found.map((match, index): Piece => {
    const along = ((match.index + match[0].length / 2) / letters) * width
    const [dx, dy] = direction
    const up = height * 0.3
    const ends = match.index + match[0].length
    const after = index + 1 < found.length || ends < text.length ? ' ' : ''
    const from = (match.index / letters) * width
    return {
      text: match[0],
      x: x + dx * along - dy * up,
      y: y + dy * along + dx * up,
      after,
      left: [x + dx * from, y + dy * from],
      direction,
      width: (match[0].length / letters) * width,
      height,
    }
  })
  const last = pieces.at(-1)
  if (last && endsLine) last.after = '\n'
  else if (last && last.after === '' && next) last.after = gapBefore(next, word)
  // a run of blanks alone parts the words around it
  if (pieces.length === 0 && (text !== '' || endsLine))
    return [{ text: '', x: Number.NaN, y: Number.NaN, after: endsLine ? '\n' : ' ', left: [x, y], direction, width: 0, height }]
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

/** Ligatures taken apart, quotes and dashes of one kind each. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
}

/** Is the hyphen at the end of this text one that only the line's end put there? */
export function isBroken(text: string, next: string): boolean {
  return /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next)
}

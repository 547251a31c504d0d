// Owns the text of a whole PDF as marks are found in it, and where each stretch of it stands on the pages.
import type { AnnotationTarget, FileHash, Quad } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { AnnotationFiles, PageText } from '../ports.ts'
import { isBroken, type Piece, piecesOf, plainText } from './page-pieces.ts'
import { twoDecimals } from './pdf-shapes.ts'
import type { AnchorPlace, AnchorText } from './reanchor.ts'

interface PlacedPiece extends Piece {
  page: number
  start: number
  end: number
}

/** Throws `not-found` when the file is not on disk, `unsupported` when it has no words (a scan) or can't be read. */
export async function readDocumentText(files: AnnotationFiles, hash: FileHash, options: { signal: AbortSignal }): Promise<AnchorText> {
  const pages = await files.pageTexts(await files.readLibraryFile(hash), null, options)
  const document = documentText(pages)
  if (document.text === '') {
    throw new DogearError('unsupported', 'The new version has no words that can be read, so the marks stay on the old one.')
  }
  return document
}

export function documentText(pages: ReadonlyMap<number, PageText>): AnchorText {
  const placed: PlacedPiece[] = []
  const parts: string[] = []
  let length = 0
  let last = ''
  let gap: Piece['after'] = ''
  const append = (text: string): void => {
    parts.push(text)
    length += text.length
  }
  for (const [page, { words }] of [...pages].toSorted(([one], [other]) => one - other)) {
    words
      .flatMap((word, index) => piecesOf(word, words[index + 1]))
      .forEach((piece) => {
        if (piece.text === '') {
          gap = gap === '\n' ? gap : piece.after
          return
        }
        const text = plainText(piece.text)
        if (gap === '\n' && isBroken(last, text)) {
          parts.push((parts.pop() ?? '').slice(0, -1))
          length -= 1
          const broken = placed.at(-1)
          if (broken) broken.end -= 1
        } else if (gap !== '' && length > 0) append(' ')
        placed.push({ ...piece, page, start: length, end: length + text.length })
        append(text)
        last = text
        gap = piece.after
      })
    gap = '\n'
  }
  const text = parts.join('')
  return { text, place: (start, end) => placeOf({ text, placed, pages }, start, end) }
}

const ASCENT = 0.8
const DESCENT = 0.22
const HIGHEST = 99_999

function placeOf(
  { text, placed, pages }: { text: string; placed: readonly PlacedPiece[]; pages: ReadonlyMap<number, PageText> },
  start: number,
  end: number,
): AnchorPlace | null {
  const under = placed.slice(firstEndingAfter(placed, start)).filter((piece) => piece.start < end)
  const targets: AnnotationTarget[] = []
  let line: PlacedPiece[] = []
  const close = (): void => {
    const [first] = line
    const quad = first && quadOf(line, start, end)
    if (!first || !quad) return
    const target = targets.at(-1)
    if (target?.page === first.page && target.shape.kind === 'quads') target.shape.quads.push(quad)
    else targets.push({ page: first.page, shape: { kind: 'quads', quads: [quad] } })
    line = []
  }
  for (const piece of under) {
    const before = line.at(-1)
    if (before && !sameLine(before, piece)) close()
    line.push(piece)
  }
  close()
  const page = targets[0]?.page
  const [shape] = targets.map((target) => target.shape)
  if (page === undefined || shape?.kind !== 'quads') return null
  const down = Math.min(HIGHEST, Math.max(0, Math.round((pages.get(page)?.top ?? 0) - (shape.quads[0]?.[1] ?? 0))))
  const sortKey = [String(page).padStart(5, '0'), String(Math.min(start, 999_999)).padStart(6, '0'), String(down).padStart(5, '0')].join(
    '|',
  )
  return { targets, text: text.slice(start, end), sortKey, pageLabel: (pages.get(page)?.label ?? String(page + 1)).slice(0, 40) }
}

function firstEndingAfter(placed: readonly PlacedPiece[], start: number): number {
  let [low, high] = [0, placed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((placed[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  return low
}

function sameLine(one: PlacedPiece, other: PlacedPiece): boolean {
  if (one.page !== other.page || one.after === '\n') return false
  const [dx, dy] = one.direction
  const [right, up] = [other.left[0] - one.left[0], other.left[1] - one.left[1]]
  return Math.abs(up * dx - right * dy) < one.height * 0.6 && right * dx + up * dy > 0
}

/** From the first to the last letter of one line. */
function quadOf(line: readonly PlacedPiece[], start: number, end: number): Quad | null {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return null
  const [dx, dy] = first.direction
  const share = (piece: PlacedPiece, at: number): number =>
    piece.width * Math.min(1, Math.max(0, (at - piece.start) / Math.max(1, piece.end - piece.start)))
  const [from, to] = [share(first, start), share(last, end)]
  const height = Math.max(...line.map((piece) => piece.height))
  const corner = ([x, y]: readonly [number, number], along: number, up: number): [number, number] => [
    twoDecimals(x + dx * along - dy * up),
    twoDecimals(y + dy * along + dx * up),
  ]
  const [top, bottom] = [height * ASCENT, -height * DESCENT]
  return [
    ...corner(first.left, from, top),
    ...corner(last.left, to, top),
    ...corner(first.left, from, bottom),
    ...corner(last.left, to, bottom),
  ]
}

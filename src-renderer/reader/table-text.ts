// Owns the text of a table: its letters in rows and columns by where they stand, with tabs between; pure.
import type { PageModel } from '#domain/page-model.ts'
import { type EdgesOf, frameOf, letterSpan, linesWithin } from '#domain/page-places.ts'
import type { ReadPage } from './document-model.ts'
import { printedText } from './range-text.ts'

interface Cell {
  text: string
  left: number
  right: number
  across: number
  height: number
}

/** In heights of the letters: what is further apart stands in two columns. */
const GAP = 0.9
const SAME_ROW = 0.5

/** Rows of a stretch of a page's text; null when it is no table: at least two rows, most with as many cells as the others. */
export function tableWithin({ model, edgesOf }: ReadPage, start: number, end: number): string | null {
  const rows = rowsOf(cellsOf(model, edgesOf, start, end))
  if (rows.length < 2) return null
  const most = Math.max(...rows.map((row) => row.length))
  const full = rows.filter((row) => row.length >= Math.max(2, most - 1)).length
  return most >= 2 && full >= rows.length * 0.6 ? tabbed(rows) : null
}

/** Whatever stands in a rectangle (left, bottom, right, top), as rows; null where nothing does. */
export function tableInside({ model, edgesOf }: ReadPage, [left, bottom, right, top]: readonly number[]): string | null {
  const cells = cellsOf(
    model,
    edgesOf,
    0,
    model.text.length,
    (x, y) => x >= (left ?? 0) && x <= (right ?? 0) && y >= (bottom ?? 0) && y <= (top ?? 0),
  )
  return cells.length === 0 ? null : tabbed(rowsOf(cells))
}

/** Letters of one line that stand close together, blank or not between them. */
function cellsOf(
  model: PageModel,
  edgesOf: EdgesOf,
  start: number,
  end: number,
  counts: (x: number, y: number) => boolean = () => true,
): Cell[] {
  const cells: Cell[] = []
  for (const line of linesWithin(model, start, end)) {
    const frame = frameOf(model, line.start, line.end)
    if (!frame) continue
    const [dx, dy] = frame.direction
    const height = frame.high - frame.low
    let from = -1
    let [left, right] = [0, 0]
    const close = (until: number): void => {
      const text = from < 0 ? '' : printedText(model, from, until).trim()
      const [across, along] = [frame.y * dx - frame.x * dy, frame.x * dx + frame.y * dy]
      if (text !== '') cells.push({ text, left: along + left, right: along + right, across, height })
      from = -1
    }
    for (let at = line.start; at < line.end; at += 1) {
      const span = letterSpan(model, at, frame, edgesOf)
      if (!span || model.text.charAt(at) === ' ') continue
      const [low, high] = [Math.min(...span), Math.max(...span)]
      const middle = (low + high) / 2
      if (!counts(frame.x + dx * middle - dy * height * 0.3, frame.y + dy * middle + dx * height * 0.3)) {
        close(at)
        continue
      }
      if (from >= 0 && low - right > height * GAP) close(at)
      if (from < 0) [from, left] = [at, low]
      right = high
    }
    close(line.end)
  }
  return cells
}

function rowsOf(cells: readonly Cell[]): Cell[][] {
  const rows: { across: number; height: number; cells: Cell[] }[] = []
  for (const cell of cells.toSorted((one, other) => other.across - one.across)) {
    const row = rows.at(-1)
    if (row && Math.abs(row.across - cell.across) < Math.max(row.height, cell.height) * SAME_ROW) row.cells.push(cell)
    else rows.push({ across: cell.across, height: cell.height, cells: [cell] })
  }
  return rows.map((row) => row.cells.toSorted((one, other) => one.left - other.left))
}

/** Each cell under the column that it stands under, so that an empty one leaves its place. */
function tabbed(rows: readonly (readonly Cell[])[]): string {
  const columns: { left: number; right: number }[] = []
  for (const cell of rows.flat().toSorted((one, other) => one.right - one.left - (other.right - other.left))) {
    const over = columns.filter((column) => cell.left <= column.right && cell.right >= column.left)
    const [first] = over
    if (!first) columns.push({ left: cell.left, right: cell.right })
    else if (over.length === 1) Object.assign(first, { left: Math.min(first.left, cell.left), right: Math.max(first.right, cell.right) })
  }
  columns.sort((one, other) => one.left - other.left)
  return rows
    .map((row) => {
      const texts = columns.map(() => '')
      for (const cell of row) {
        const at = Math.max(
          0,
          columns.findIndex((column) => cell.left <= column.right && cell.right >= column.left),
        )
        texts[at] = `${texts[at] ?? ''} ${cell.text}`.trim()
      }
      return texts.join('\t')
    })
    .join('\n')
}

// Owns a document's outline as a flat list of lines, and which of them a place belongs to; one that loops or never ends is cut short.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type DestinationPlace, destinationPlace } from './destination.ts'

export interface OutlineLine {
  title: string
  /** From 0. */
  depth: number
  /** A name or an explicit destination; null for a line that leads nowhere in the document. */
  destination: string | unknown[] | null
}

interface Entry {
  title: string
  dest: string | unknown[] | null
  items: Entry[]
}

const MOST_LINES = 5_000
const DEEPEST = 12

export async function outlineOf(pdf: PDFDocumentProxy): Promise<OutlineLine[]> {
  return flatOutline(((await pdf.getOutline()) ?? []) as Entry[])
}

export function flatOutline(entries: readonly Entry[]): OutlineLine[] {
  const lines: OutlineLine[] = []
  const seen = new Set<Entry>()
  const walk = (items: readonly Entry[], depth: number): void => {
    for (const entry of items) {
      if (seen.has(entry) || lines.length >= MOST_LINES) continue
      seen.add(entry)
      lines.push({ title: entry.title.replace(/\s+/gu, ' ').trim() || 'Untitled', depth, destination: entry.dest })
      if (depth < DEEPEST) walk(entry.items, depth + 1)
    }
  }
  walk(entries, 0)
  return lines
}

type LinePlace = Pick<DestinationPlace, 'page' | 'y'> | null

/** Where each line leads; null for one that leads nowhere. */
export async function placesOf(pdf: PDFDocumentProxy, lines: readonly OutlineLine[]): Promise<LinePlace[]> {
  const placeOf = async ({ destination }: OutlineLine): Promise<LinePlace> =>
    destination === null ? null : await destinationPlace(pdf, destination).catch(() => null)
  return await Promise.all(lines.map(placeOf))
}

/** The line nearest above a place: `page` from 0, `y` in points from the foot of the page. -1 where none is. */
export function lineAt(places: readonly LinePlace[], page: number, y: number): number {
  let at = -1
  let nearest: [page: number, y: number] = [-1, 0]
  for (const [index, place] of places.entries()) {
    // without a height it is the whole page
    const top = place?.y ?? Number.POSITIVE_INFINITY
    if (!place || place.page > page || (place.page === page && top < y)) continue
    if (place.page < nearest[0] || (place.page === nearest[0] && top > nearest[1])) continue
    at = index
    nearest = [place.page, top]
  }
  return at
}

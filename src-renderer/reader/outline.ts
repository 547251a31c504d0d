// Owns a document's outline as a flat list of lines; one that loops or never ends is cut short.
import type { PDFDocumentProxy } from 'pdfjs-dist'

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

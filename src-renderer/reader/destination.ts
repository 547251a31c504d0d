// Owns where a link inside a PDF leads: a page and, where it says so, a point of it.
import type { PDFDocumentProxy } from 'pdfjs-dist'

export interface DestinationPlace {
  /** From 0. */
  page: number
  /** Points; null where the destination is the whole page or its width. */
  x: number | null
  y: number | null
  /** As LaTeX and others name it, `cite.author2020`; null for an explicit one. */
  name: string | null
}

/** Null for one that leads nowhere. */
export async function destinationPlace(pdf: PDFDocumentProxy, destination: string | unknown[]): Promise<DestinationPlace | null> {
  const name = typeof destination === 'string' ? destination : null
  const explicit: unknown[] | null =
    typeof destination === 'string' ? ((await pdf.getDestination(destination)) as unknown[] | null) : destination
  if (!Array.isArray(explicit)) return null
  const [where, kind, ...numbers] = explicit
  const page = await pageOf(pdf, where)
  if (page === null) return null
  const [first, second, , fourth] = numbers.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null))
  switch (isNamed(kind) ? kind.name : '') {
    case 'XYZ':
      return { page, x: first ?? null, y: second ?? null, name }
    case 'FitH':
    case 'FitBH':
      return { page, x: null, y: first ?? null, name }
    case 'FitR':
      return { page, x: first ?? null, y: fourth ?? null, name }
    default:
      return { page, x: null, y: null, name }
  }
}

async function pageOf(pdf: PDFDocumentProxy, where: unknown): Promise<number | null> {
  const page = typeof where === 'number' ? where : isReference(where) ? await pdf.getPageIndex(where).catch(() => -1) : -1
  return Number.isInteger(page) && page >= 0 && page < pdf.numPages ? page : null
}

function isReference(value: unknown): value is { num: number; gen: number } {
  return typeof value === 'object' && value !== null && 'num' in value && 'gen' in value
}

function isNamed(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

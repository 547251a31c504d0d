// Owns the JSON export: everything Dogear knows of a paper, notes byte for byte; the form to keep or to work on with a program.
import { paperLinks } from '#domain/paper.ts'
import type { ExportPaper } from './export.ts'

/** One array, a paper an object: the fields of `PaperDetail`, `note`, and `links` to its public pages. Times are ms since the epoch. */
export function jsonOf(papers: readonly ExportPaper[]): string {
  const documents = papers.map((paper) => ({ ...paper, links: paperLinks(paper.id) }))
  return `${JSON.stringify(documents, null, 2)}\n`
}

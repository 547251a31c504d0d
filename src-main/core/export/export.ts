// Owns the doors papers leave by: one pure function a format, text in, nothing of the machine.
import type { PaperDetail } from '#domain/paper.ts'
import { biblatexOf, bibtexOf } from './bibtex.ts'
import { cslJsonOf } from './csl-json.ts'
import { csvOf } from './csv.ts'
import { jsonOf } from './json.ts'
import { markdownOf } from './markdown.ts'
import { risOf } from './ris.ts'

export const EXPORT_FORMATS = ['json', 'csv', 'bibtex', 'biblatex', 'ris', 'csl-json', 'markdown'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A paper with all that is known of it, the key it is cited by, and the reader's note as it was written; null where there is none. */
export type ExportPaper = PaperDetail & { note: string | null; citationKey: string }

const writers: Record<ExportFormat, (papers: readonly ExportPaper[]) => string> = {
  json: jsonOf,
  csv: csvOf,
  bibtex: bibtexOf,
  biblatex: biblatexOf,
  ris: risOf,
  'csl-json': cslJsonOf,
  markdown: markdownOf,
}

/** The papers as one text, in the order given. */
export function exportPapers(format: ExportFormat, papers: readonly ExportPaper[]): string {
  return writers[format](papers)
}

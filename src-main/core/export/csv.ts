// Owns the CSV export: one line a paper, for a spreadsheet.
import { dayOfMs } from '#domain/day.ts'
import { paperLinks } from '#domain/paper.ts'
import type { ExportPaper } from './export.ts'

type Cell = string | number | boolean | null

/** What a spreadsheet takes for the start of a formula, also after blanks and in its full-width forms (OWASP, "CSV Injection"). */
const FORMULA_START = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

const columns: readonly { name: string; cell(paper: ExportPaper): Cell }[] = [
  { name: 'id', cell: (paper) => paper.id },
  { name: 'title', cell: (paper) => paper.title },
  { name: 'authors', cell: (paper) => paper.allAuthors.map((author) => author.name).join('; ') },
  { name: 'organization', cell: (paper) => paper.organization },
  { name: 'state', cell: (paper) => paper.state },
  { name: 'read', cell: (paper) => paper.read },
  { name: 'snoozed_until', cell: (paper) => paper.snoozedUntil },
  { name: 'saved_at', cell: (paper) => (paper.savedAtMs === null ? null : new Date(paper.savedAtMs).toISOString()) },
  { name: 'day', cell: (paper) => paper.day },
  { name: 'published', cell: (paper) => (paper.publishedAtMs === null ? null : dayOfMs(paper.publishedAtMs)) },
  { name: 'votes', cell: (paper) => paper.votes },
  { name: 'comments', cell: (paper) => paper.comments },
  { name: 'stars', cell: (paper) => paper.stars },
  { name: 'tags', cell: (paper) => paper.tags.join('; ') },
  { name: 'note', cell: (paper) => paper.note },
  { name: 'keywords', cell: (paper) => paper.keywords.join('; ') },
  { name: 'primary_category', cell: (paper) => paper.arxiv?.primaryCategory ?? null },
  { name: 'doi', cell: (paper) => paper.arxiv?.doi ?? null },
  { name: 'arxiv_url', cell: (paper) => paperLinks(paper.id)?.arxiv ?? null },
  { name: 'hugging_face_url', cell: (paper) => paperLinks(paper.id)?.huggingFace ?? null },
  { name: 'code_url', cell: (paper) => paper.codeUrl },
  { name: 'project_url', cell: (paper) => paper.projectUrl },
  { name: 'abstract', cell: (paper) => paper.abstract },
]

/**
 * RFC 4180: CRLF, quotes doubled, a header line, UTF-8 without a byte order mark. A text that a spreadsheet would run
 * as a formula gets an apostrophe in front, so a note is not always byte for byte here; JSON is the form for that.
 */
export function csvOf(papers: readonly ExportPaper[]): string {
  return csvLines([columns.map((column) => column.name), ...papers.map((paper) => columns.map((column) => column.cell(paper)))])
}

export function csvLines(lines: readonly (readonly Cell[])[]): string {
  return lines.map((line) => `${line.map(written).join(',')}\r\n`).join('')
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

// Owns marks as a table: a line a mark out, and the quotes of a table in.
import type { Annotation } from '#domain/annotation.ts'
import { linkToMark } from '#domain/dogear-link.ts'
import { csvLines } from '../export/csv.ts'
import type { ReadWebAnnotations } from './web-annotation.ts'

const COLUMNS: readonly { name: string; cell(annotation: Annotation, title: string): string | number | null }[] = [
  { name: 'paper', cell: ({ paperId }) => paperId },
  { name: 'title', cell: (_, title) => title },
  { name: 'page', cell: ({ pageLabel }) => pageLabel },
  { name: 'kind', cell: ({ kind }) => kind },
  { name: 'colour', cell: ({ colour }) => colour },
  { name: 'role', cell: ({ role }) => role },
  { name: 'quote', cell: ({ text }) => text },
  { name: 'comment', cell: ({ comment }) => comment },
  { name: 'tags', cell: ({ tags }) => tags.join('; ') },
  { name: 'author', cell: ({ author }) => author },
  { name: 'created', cell: ({ createdAtMs }) => new Date(createdAtMs).toISOString() },
  { name: 'link', cell: (annotation) => linkToMark(annotation) },
  { name: 'id', cell: ({ id }) => id },
]

export function marksAsCsv(annotations: readonly Annotation[], titleOf: (annotation: Annotation) => string): string {
  return csvLines([
    COLUMNS.map(({ name }) => name),
    ...annotations.map((annotation) => COLUMNS.map(({ cell }) => cell(annotation, titleOf(annotation)))),
  ])
}

/** A table with a column `quote`, as Dogear and Hypothesis write it; null for any other text. Names of columns are taken in any case. */
export function readMarksCsv(text: string): ReadWebAnnotations | null {
  const [head = [], ...lines] = csvRows(text.replace(/^\uFEFF/, ''))
  const names = head.map((name) => name.trim().toLowerCase())
  if (!names.includes('quote')) return null
  const read: ReadWebAnnotations = { marks: [], quotes: [], unreadable: 0 }
  lines.forEach((line, index) => {
    const cell = (...wanted: string[]): string => plainCell(line[names.findIndex((name) => wanted.includes(name))] ?? '')
    const exact = cell('quote')
    if (line.every((each) => each === '')) return
    if (exact.trim() === '') return void (read.unreadable += 1)
    const createdAtMs = Date.parse(cell('created', 'created at'))
    read.quotes.push({
      exact,
      prefix: '',
      suffix: '',
      comment: cell('comment'),
      tags: cell('tags')
        .split(/[;,]/)
        .map((tag) => tag.trim().slice(0, 80))
        .filter((tag) => tag !== '')
        .slice(0, 50),
      key: cell('id') || `${index}:${exact.slice(0, 100)}`,
      createdAtMs: Number.isFinite(createdAtMs) ? createdAtMs : null,
    })
  })
  return read
}

/** The apostrophe that keeps a spreadsheet from running a text. */
function plainCell(cell: string): string {
  return /^'[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/.test(cell) ? cell.slice(1) : cell
}

/** RFC 4180; a quote that never ends takes the rest as its cell. */
function csvRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)(?:"|$)|([^,"\r\n]*))[^,\r\n]*(,|\r\n|\r|\n|$)/gy
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (!match) break
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',' && cell.lastIndex === text.length) row.push('')
    if (match[3] !== ',' || cell.lastIndex === text.length) {
      rows.push(row)
      row = []
    }
    if (match[0] === '') break
  }
  return rows
}

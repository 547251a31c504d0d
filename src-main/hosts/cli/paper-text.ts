// Owns how papers look on a terminal: a line in a list, and everything about one.
import { counted } from '#domain/counted.ts'
import { dayOfMs } from '#domain/day.ts'
import { paperLinks, type PaperDetail, type PaperRow } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import { forTerminal } from './terminal.ts'
import { trimmedEnd } from '#domain/trimmed.ts'

const STATE_WIDTH = 'dismissed'.length
const ID_WIDTH = 'hep-th/9901001'.length - 4

/** One line: identifier, state, votes, title, first author. `columns` cuts it to the terminal's width; undefined keeps it whole. */
export function rowLine(row: PaperRow, columns: number | undefined): string {
  const authors = row.authorCount > 1 ? `${row.authors[0] ?? ''} +${row.authorCount - 1}` : (row.authors[0] ?? '')
  const marks = [row.sample ? '[sample]' : '', ...row.tags.map((tag) => `#${tag}`), row.hasNote ? '[note]' : ''].filter(
    (part) => part !== '',
  )
  const parts = [
    row.id.padEnd(ID_WIDTH),
    row.state.padEnd(STATE_WIDTH),
    `${row.votes}`.padStart(4),
    oneLine(row.title),
    ...(authors === '' ? [] : [`· ${oneLine(authors)}`]),
    ...marks,
  ]
  const line = parts.join('  ')
  return columns !== undefined && line.length > columns ? `${line.slice(0, Math.max(0, columns - 1))}…` : line
}

export function rowLines(rows: readonly PaperRow[]): string {
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined
  return rows.map((row) => `${rowLine(row, columns)}\n`).join('')
}

/** Everything that is known of a paper, with its note. */
export function paperPage(paper: PaperDetail, note: string | null): string {
  const links = paperLinks(paper.id)
  const figures = [
    counted(paper.votes, 'vote'),
    ...(paper.comments === null ? [] : [counted(paper.comments, 'comment')]),
    ...(paper.stars === null ? [] : [counted(paper.stars, 'star')]),
  ]
  const facts: [string, string | null][] = [
    ['id', paper.id],
    [
      'state',
      [paper.state, paper.read ? 'read' : '', paper.snoozedUntil === null ? '' : `snoozed until ${paper.snoozedUntil}`]
        .filter((part) => part !== '')
        .join(', '),
    ],
    ['authors', paper.allAuthors.map((author) => author.name).join(', ')],
    ['from', paper.organization],
    ['days', paper.days.map(({ day, place, papers }) => `${day} (${place} of ${papers})`).join(', ')],
    ['published', paper.publishedAtMs === null ? null : dayOfMs(paper.publishedAtMs)],
    ['figures', `${figures.join(', ')}, read ${new Date(paper.metricsReadAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['tags', paper.tags.map((tag) => `#${tag}`).join(' ')],
    ['keywords', paper.keywords.join(', ')],
    [
      'arXiv',
      paper.arxiv === null
        ? null
        : [`v${paper.arxiv.version}`, ...paper.arxiv.categories, paper.arxiv.doi ?? '', paper.arxiv.journalRef ?? '']
            .filter((part) => part !== '')
            .join(', '),
    ],
    ['paper', links?.arxiv ?? null],
    ['PDF', links?.pdf ?? null],
    ['page', links?.huggingFace ?? null],
    ['code', paper.codeUrl],
    ['project', paper.projectUrl],
  ]
  const lines = facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [`${name.padEnd(10)} ${oneLine(value)}`]))
  return [
    oneLine(paper.title),
    ...(paper.sample ? ['A sample entry, written for Dogear.'] : []),
    '',
    ...lines,
    '',
    oneLine(paper.abstract),
    ...(paper.aiSummary === null
      ? []
      : ['', `Written by an AI${paper.aiSummaryModel === null ? '' : ` (${oneLine(paper.aiSummaryModel)})`}: ${oneLine(paper.aiSummary)}`]),
    ...(note === null ? [] : ['', 'Note', '', trimmedEnd(forTerminal(note), '\n')]),
    '',
  ].join('\n')
}

function oneLine(text: string): string {
  return forTerminal(plainText(text)).replace(/\s+/g, ' ').trim()
}

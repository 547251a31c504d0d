// Owns the RIS export: one record a paper, for reference managers.
import { paperLinks } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import type { ExportPaper } from './export.ts'
import { oneLine, personName } from './person-name.ts'
import { venueOf } from './venue.ts'

/** RIS as Reference Manager defined it (2001): CRLF, UTF-8, `TY` first and `ER` last; no value spans a line. A preprint is `UNPB`. */
export function risOf(papers: readonly ExportPaper[]): string {
  return papers.map(record).join('\r\n')
}

function record(paper: ExportPaper): string {
  const publishedMs = paper.arxiv?.publishedAtMs ?? paper.publishedAtMs
  const date = publishedMs === null ? '' : new Date(publishedMs).toISOString().slice(0, 10)
  const links = paperLinks(paper.id)
  const fields: [tag: string, value: string][] = [
    ['ID', paper.citationKey],
    ['TI', plainText(paper.title)],
    ...paper.allAuthors.map(({ name }): [string, string] => ['AU', writtenName(name)]),
    ['PY', date.slice(0, 4)],
    ['DA', date.replaceAll('-', '/')],
    ['DO', paper.arxiv?.doi ?? ''],
    ['M1', links === null ? '' : `arXiv:${paper.id}`],
    ['PB', links === null ? '' : 'arXiv'],
    ['UR', links?.arxiv ?? ''],
    ...paper.tags.map((tag): [string, string] => ['KW', tag]),
    ['AB', plainText(paper.abstract)],
    ['N1', paper.sample ? 'A sample entry, written for Dogear' : plainText(venueOf(paper) ?? '')],
  ]
  const lines = fields.map(([tag, value]) => ({ tag, value: oneLine(value) })).filter(({ value }) => value !== '')
  return ['TY  - UNPB', ...lines.map(({ tag, value }) => `${tag}  - ${value}`), 'ER  - ', ''].join('\r\n')
}

function writtenName(name: string): string {
  const person = personName(name)
  if (person === undefined) return ''
  if ('literal' in person) return person.literal
  return [person.family, person.given, ...(person.suffix === undefined ? [] : [person.suffix])].join(', ')
}

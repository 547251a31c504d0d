// Owns the CSL-JSON export: what reference managers and citation processors read.
import { paperLinks } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import type { ExportPaper } from './export.ts'
import { oneLine, personName } from './person-name.ts'
import { venueOf } from './venue.ts'

/** The citation-style-language "csl-data" schema 1.0: an array of items, `id` the same key as in BibTeX. A preprint is an `article`. */
export function cslJsonOf(papers: readonly ExportPaper[]): string {
  return `${JSON.stringify(papers.map(cslItem), null, 2)}\n`
}

export function cslItem(paper: ExportPaper): Record<string, unknown> & { id: string } {
  const publishedMs = paper.arxiv?.publishedAtMs ?? paper.publishedAtMs
  const date = publishedMs === null ? undefined : new Date(publishedMs)
  const links = paperLinks(paper.id)
  const venue = venueOf(paper)
  const authors = paper.allAuthors.flatMap(({ name }) => personName(name) ?? [])
  return {
    id: paper.citationKey,
    type: 'article',
    title: oneLine(plainText(paper.title)),
    ...(authors.length === 0 ? {} : { author: authors }),
    ...(date === undefined ? {} : { issued: { 'date-parts': [[date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]] } }),
    ...(links === null ? {} : { publisher: 'arXiv', number: `arXiv:${paper.id}`, URL: links.arxiv }),
    ...(paper.arxiv?.doi ? { DOI: paper.arxiv.doi } : {}),
    ...(paper.tags.length === 0 ? {} : { keyword: paper.tags.join(', ') }),
    ...(paper.abstract === '' ? {} : { abstract: oneLine(plainText(paper.abstract)) }),
    ...(paper.sample ? { note: 'A sample entry, written for Dogear' } : venue === null ? {} : { note: oneLine(plainText(venue)) }),
  }
}

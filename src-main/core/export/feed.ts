// Owns how papers are written as a feed: Atom and JSON Feed, one entry a paper.
import { counted } from '#domain/counted.ts'
import { plainText } from '#domain/tex.ts'
import { type PaperDetail, paperLinks } from '#domain/paper.ts'

/** What an entry tells. */
export type FeedPaper = Pick<PaperDetail, 'id' | 'title' | 'abstract' | 'allAuthors' | 'votes' | 'keywords' | 'day' | 'publishedAtMs'>

export interface Feed {
  title: string
  /** The same for ever, whatever the address it is read from. */
  id: string
  updatedMs: number
  papers: readonly FeedPaper[]
}

/** RFC 4287. */
export function atomOf({ title, id, updatedMs, papers }: Feed): string {
  const entries = papers.map((paper) =>
    [
      '  <entry>',
      `    <id>${xml(entryId(paper))}</id>`,
      `    <title>${xml(plainText(paper.title))}</title>`,
      `    <link rel="alternate" href="${xml(paperLinks(paper.id)?.huggingFace ?? `dogear://paper/${paper.id}`)}"/>`,
      `    <updated>${time(entryMs(paper, updatedMs))}</updated>`,
      ...paper.allAuthors.slice(0, 100).map(({ name }) => `    <author><name>${xml(name)}</name></author>`),
      `    <summary>${xml(summary(paper))}</summary>`,
      '  </entry>',
    ].join('\n'),
  )
  const head = ['<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom">', `  <id>${xml(id)}</id>`]
  const facts = [`  <title>${xml(title)}</title>`, `  <updated>${time(updatedMs)}</updated>`, '  <author><name>Dogear</name></author>']
  return `${[...head, ...facts, ...entries, '</feed>'].join('\n')}\n`
}

/** jsonfeed.org, version 1.1. */
export function jsonFeedOf({ title, updatedMs, papers }: Feed): string {
  const items = papers.map((paper) => ({
    id: entryId(paper),
    url: paperLinks(paper.id)?.huggingFace ?? `dogear://paper/${paper.id}`,
    title: plainText(paper.title),
    content_text: summary(paper),
    date_published: time(entryMs(paper, updatedMs)),
    authors: paper.allAuthors.slice(0, 100).map(({ name }) => ({ name })),
    tags: paper.keywords,
  }))
  return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items }, null, 1)}\n`
}

function entryId(paper: FeedPaper): string {
  return paperLinks(paper.id)?.arxiv ?? `urn:dogear:${paper.id}`
}

function entryMs(paper: FeedPaper, otherwise: number): number {
  return paper.day === null ? (paper.publishedAtMs ?? otherwise) : Date.parse(`${paper.day}T00:00:00Z`)
}

function summary(paper: FeedPaper): string {
  const figures = counted(paper.votes, 'vote')
  return `${figures}. ${plainText(paper.abstract)}`
}

function time(ms: number): string {
  return new Date(ms).toISOString()
}

/** Also without the characters that XML 1.0 has no way to write. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

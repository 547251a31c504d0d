// Owns arXiv's Atom: a feed of entries, and the feed it sends instead of an error.
import { createHash } from 'node:crypto'
import type { ArxivEntry } from './arxiv-records.ts'
import { escapeMarkup } from './reply.ts'

const WIDTH = 79

export interface FeedFacts {
  query: string
  /** `YYYY-MM-DD`; feeds are dated at its midnight. */
  day: string
  totalResults: number
  startIndex: number
  itemsPerPage: number
}

/** Breaks lines as arXiv does; `indent` begins every line but the first. */
export function hardWrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}

export function atomFeed(facts: FeedFacts, entries: readonly string[]): string {
  const query = escapeMarkup(facts.query)
  const key = createHash('sha256').update(facts.query).digest('base64').slice(0, 27)
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?${query}" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: ${query}</title>
  <id>http://arxiv.org/api/${key}</id>
  <updated>${facts.day}T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${facts.totalResults}</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${facts.startIndex}</opensearch:startIndex>
  <opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${facts.itemsPerPage}</opensearch:itemsPerPage>
${entries.join('')}</feed>
`
}

export function atomEntry(entry: ArxivEntry, version: number): string {
  const address = `http://arxiv.org/abs/${entry.id}v${version}`
  const arxiv = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
  const authors = entry.authors.map(
    ({ name, affiliation }) => `    <author>
      <name>${escapeMarkup(name)}</name>
${affiliation === null ? '' : `      <arxiv:affiliation ${arxiv}>${escapeMarkup(affiliation)}</arxiv:affiliation>\n`}    </author>
`,
  )
  const optional = [
    entry.doi === null
      ? ''
      : `    <arxiv:doi ${arxiv}>${escapeMarkup(entry.doi)}</arxiv:doi>\n    <link title="doi" href="http://dx.doi.org/${escapeMarkup(entry.doi)}" rel="related"/>\n`,
    entry.comment === null ? '' : `    <arxiv:comment ${arxiv}>${escapeMarkup(entry.comment)}</arxiv:comment>\n`,
    entry.journalRef === null ? '' : `    <arxiv:journal_ref ${arxiv}>${escapeMarkup(entry.journalRef)}</arxiv:journal_ref>\n`,
  ]
  const scheme = 'scheme="http://arxiv.org/schemas/atom"'
  return `  <entry>
    <id>${address}</id>
    <updated>${version === 1 ? entry.published : entry.updated}</updated>
    <published>${entry.published}</published>
    <title>${escapeMarkup(hardWrap(entry.title, '  '))}</title>
    <summary>  ${escapeMarkup(hardWrap(entry.abstract, ''))}
</summary>
${authors.join('')}${optional.join('')}    <link href="${address}" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/${entry.id}v${version}" rel="related" type="application/pdf"/>
    <arxiv:primary_category ${arxiv} term="${escapeMarkup(entry.primaryCategory)}" ${scheme}/>
${entry.categories.map((term) => `    <category term="${escapeMarkup(term)}" ${scheme}/>\n`).join('')}  </entry>
`
}

/** arXiv's errors look like an answer: a feed with one entry titled `Error`. */
export function atomError(code: string, message: string, query: string, day: string): string {
  return atomFeed({ query, day, totalResults: 1, startIndex: 0, itemsPerPage: 1 }, [
    `  <entry>
    <id>http://arxiv.org/api/errors#${escapeMarkup(code)}</id>
    <title>Error</title>
    <summary>${escapeMarkup(message)}</summary>
    <updated>${day}T00:00:00-04:00</updated>
    <link href="http://arxiv.org/api/errors#${escapeMarkup(code)}" rel="alternate" type="text/html"/>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
`,
  ])
}

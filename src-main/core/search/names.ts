// Owns names that are being typed: those of the papers that the index finds for their beginnings.
import type { NameField } from '#contract/search.ts'
import type { Author, Organization } from '#domain/paper.ts'
import { parseSearch } from '#domain/search-query.ts'
import type { SqlRow } from '../ports.ts'
import { json } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'
import { find } from './front.ts'
import { foldedWords } from './fold.ts'
import type { PaperIndex } from './paper-index.ts'

/** Names are looked for in so many papers that have them: enough to tell the frequent ones. */
const LOOKED_AT = 300
const MOST_WORDS = 6

const NAMES: Readonly<Record<NameField, (row: SqlRow) => string[]>> = {
  author: (row) => (json<Author[]>(row, 'authors') ?? []).map(({ name }) => name),
  org: (row) => [json<Organization>(row, 'organization')?.name ?? ''],
  keyword: (row) => json<string[]>(row, 'keywords') ?? [],
  category: (row) => json<string[]>(row, 'categories') ?? [],
}

/** Names that have a word beginning with each typed one, whatever the order; the most frequent first. */
export function findNames(
  { sql }: Store,
  papers: PaperIndex,
  { field, text, limit }: { field: NameField; text: string; limit: number },
): { name: string; papers: number }[] {
  const typed = foldedWords(text).slice(0, MOST_WORDS)
  if (typed.length === 0) return []
  // each word as one that may go on
  const queries = typed.map((word) => parseSearch(`${field}:${word}`, '2000-01-01').root.nodes).flat()
  const parsed = { ...parseSearch('', '2000-01-01'), root: { kind: 'all' as const, nodes: queries } }
  const found = find(papers, parsed, {
    limit: LOOKED_AT,
    filters: () => new Uint8Array(papers.lunr.slots),
    newestDay: 0,
    isExact: true,
    isRanked: false,
  })
  const ids = found.papers.map(({ slot }) => papers.lunr.refOf(slot))
  const rows = sql
    .prepare(
      `SELECT p.authors, p.organization, p.keywords, a.categories FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id
       WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids))
  const counts = new Map<string, { name: string; papers: number }>()
  for (const row of rows) {
    for (const name of new Set(NAMES[field](row))) {
      const words = foldedWords(name)
      if (name === '' || !typed.every((wanted) => words.some((word) => word.startsWith(wanted)))) continue
      const known = counts.get(words.join(' '))
      if (known) known.papers += 1
      else counts.set(words.join(' '), { name, papers: 1 })
    }
  }
  return [...counts.values()].sort((a, b) => b.papers - a.papers || (a.name < b.name ? -1 : 1)).slice(0, limit)
}

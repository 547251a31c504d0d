// Owns the small part of arXiv's search language that the replica understands: fields joined left to right.
import type { ArxivEntry } from './arxiv-records.ts'

type Join = 'AND' | 'OR' | 'ANDNOT'
interface Clause {
  join: Join
  field: string
  text: string
}

/** `ti:"slow boats" AND cat:cs.LG ANDNOT au:marrowby`; brackets are taken off, a bare word is `all:`. */
export function matcherOf(query: string): (entry: ArxivEntry) => boolean {
  const clauses: Clause[] = []
  let join: Join = 'AND'
  for (const token of query.replace(/[()]/g, ' ').match(/[a-zA-Z]+:\[[^\]]*\]|(?:[a-z]+:)?"[^"]*"|\S+/g) ?? []) {
    if (token === 'AND' || token === 'OR' || token === 'ANDNOT') {
      join = token
      continue
    }
    const named = /^([a-zA-Z]+):(.*)$/s.exec(token)
    clauses.push({ join, field: named?.[1] ?? 'all', text: (named?.[2] ?? token).replace(/^"|"$/g, '').toLowerCase() })
    join = 'AND'
  }
  return (entry) =>
    clauses.reduce((found, clause) => {
      const hit = holds(entry, clause)
      if (clause.join === 'OR') return found || hit
      return found && (clause.join === 'AND' ? hit : !hit)
    }, clauses.length > 0)
}

function holds(entry: ArxivEntry, { field, text }: Clause): boolean {
  if (field === 'submittedDate') return isBetween(entry.published, text)
  const texts: Record<string, string> = {
    ti: entry.title,
    au: entry.authors.map((author) => author.name).join('\n'),
    abs: entry.abstract,
    co: entry.comment ?? '',
    jr: entry.journalRef ?? '',
    cat: entry.categories.join('\n'),
    id: entry.id,
  }
  const searched = field === 'all' ? Object.values(texts).join('\n') : (texts[field] ?? '')
  return searched.toLowerCase().replace(/\s+/g, ' ').includes(text)
}

/** `[202608010000 to 202608212359]`, GMT. */
function isBetween(published: string, range: string): boolean {
  const limits = /^\[(\d{8,12})\s+to\s+(\d{8,12})\]$/.exec(range)
  const moment = published.replace(/\D/g, '').slice(0, 12)
  return limits !== null && moment >= (limits[1] ?? '').padEnd(12, '0') && moment <= (limits[2] ?? '').padEnd(12, '9')
}

// Owns reading the saved searches, in the reader's order.
import { DogearError } from '#domain/errors.ts'
import type { SavedSearch } from '#domain/saved-search.ts'
import { number, text } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'

export function savedSearches({ sql }: Store): SavedSearch[] {
  return sql
    .prepare('SELECT id, name, query, in_digest FROM saved_searches ORDER BY position, saved_at_ms, id')
    .all()
    .map((row) => ({ id: text(row, 'id'), name: text(row, 'name'), query: text(row, 'query'), inDigest: number(row, 'in_digest') === 1 }))
}

/** By name, whatever its case. Throws `not-found` with the names there are. */
export function savedSearchNamed(store: Store, name: string): SavedSearch {
  const all = savedSearches(store)
  const wanted = name.trim().toLowerCase()
  const found = all.find((search) => search.name.toLowerCase() === wanted)
  if (found) return found
  const names = all.map((search) => `“${search.name}”`).join(', ')
  throw new DogearError(
    'not-found',
    `There is no saved search named “${name}”. ${names === '' ? 'None is saved yet.' : `There are ${names}.`}`,
  )
}

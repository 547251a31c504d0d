// Owns the question whether the library shows its sample days or real ones; the two are never mixed.
import type { Store } from './store.ts'

/** The row of `library_facts` that puts the sample days away. */
export const SAMPLES_REMOVED = 'samples_removed'

export type LibraryMode = 'sample' | 'real'

/** `real` from the first real paper on; days that came empty leave the samples where they are. */
export function libraryMode({ sql }: Store): LibraryMode {
  return sql.prepare('SELECT 1 FROM papers WHERE sample = 0 LIMIT 1').get() ? 'real' : 'sample'
}

export function samplesRemoved({ sql }: Store): boolean {
  return sql.prepare('SELECT 1 FROM library_facts WHERE key = ?').get(SAMPLES_REMOVED) !== undefined
}

/** The value of `papers.sample` that lists, counts and search show; -1, which none has, for nothing at all. */
export function shownSample(store: Store): number {
  if (libraryMode(store) === 'real') return 0
  return samplesRemoved(store) ? -1 : 1
}

/**
 * SQL: the paper that `column` names belongs to what is shown. Told by the identifier, which sample papers have of their own: reading
 * `papers.sample` would fetch the whole row of every paper that a list or a count walks over.
 */
export function isShown(column: 'p.id' | 'm.paper_id' | 'n.paper_id' | 'pt.paper_id' | 'fm.paper_id', shown: number): string {
  return `${column} ${shown === 1 ? '' : 'NOT '}GLOB 'sample-*'`
}

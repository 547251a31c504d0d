// Owns which papers an export holds and what is read of each.
import { DogearError } from '#domain/errors.ts'
import type { ParsedInput } from '#contract/api.ts'
import { listPapers } from '../queries/lists.ts'
import { getNote } from '../queries/notes.ts'
import { getPaper } from '../queries/paper.ts'
import type { Store } from '../storage/store.ts'
import { exportPapers } from './export.ts'

/** The text of an export: the papers named, those of a state or a day (or both), or all that is stored. `inbox` is every undecided paper, of any day. */
export function exportLibrary(
  store: Store,
  { format, ids, state, day }: ParsedInput<'library.export'>,
  today: string,
): { text: string; papers: number } {
  const list = (place: Parameters<typeof listPapers>[1]['place']): string[] =>
    listPapers(store, { place, sort: 'place', filter: {}, today }).ids
  if (ids && (day !== undefined || state !== undefined))
    throw new DogearError('invalid-input', 'Name papers, or a state and a day, not both.')
  const base =
    ids ??
    list(day !== undefined ? { kind: 'day', day } : state === undefined || state === 'inbox' ? { kind: 'all' } : { kind: 'state', state })
  const papers = base.map((id) => getPaper(store, id)).filter((paper) => state === undefined || paper.state === state)
  return {
    text: exportPapers(
      format,
      papers.map((paper) => ({ ...paper, note: getNote(store, paper.id)?.text ?? null })),
    ),
    papers: papers.length,
  }
}

// Owns which papers an export holds and what is read of each.
import type { ParsedInput } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { giveKeys, type KeyGiving, keyFactsOf } from '../citations/citation-keys.ts'
import type { Ports } from '../ports.ts'
import { listPapers } from '../queries/lists.ts'
import { getNote } from '../queries/notes.ts'
import { paperReader } from '../queries/paper.ts'
import type { Store } from '../storage/store.ts'
import type { Waits } from '../waits.ts'
import { type ExportPaper, exportPapers } from './export.ts'

export interface ExportParts {
  store: Store
  ports: Pick<Ports, 'yieldTurn'>
  /** No key is kept then. */
  readOnly: boolean
}

const PAPERS_A_TURN = 100

/** The text of an export: the papers named, those of a state or a day (or both), or all that is stored. `inbox` is every undecided paper, of any day. */
export async function exportLibrary(
  parts: ExportParts,
  giving: KeyGiving,
  { format, ids, state, day }: ParsedInput<'library.export'>,
  today: string,
  options: Waits,
): Promise<{ text: string; papers: number }> {
  const list = (place: Parameters<typeof listPapers>[1]['place']): string[] =>
    listPapers(parts.store, { place, sort: 'place', filter: {}, today }).ids
  if (ids && (day !== undefined || state !== undefined))
    throw new DogearError('invalid-input', 'Name papers, or a state and a day, not both.')
  const base =
    ids ??
    list(day !== undefined ? { kind: 'day', day } : state === undefined || state === 'inbox' ? { kind: 'all' } : { kind: 'state', state })
  const papers = await exportedPapers(parts, giving, base, options, (paper) => state === undefined || paper.state === state)
  return { text: exportPapers(format, papers), papers: papers.length }
}

/** Read turn by turn, so that other calls are answered meanwhile. Throws `not-found`. */
export async function exportedPapers(
  { store, ports }: Omit<ExportParts, 'readOnly'>,
  giving: KeyGiving,
  ids: readonly PaperId[],
  { signal, onProgress }: Waits,
  isWanted: (paper: Omit<ExportPaper, 'note' | 'citationKey'>) => boolean = () => true,
): Promise<ExportPaper[]> {
  const read = paperReader(store)
  const papers: ExportPaper[] = []
  for (let start = 0; start < ids.length; start += PAPERS_A_TURN) {
    const found = ids
      .slice(start, start + PAPERS_A_TURN)
      .map(read)
      .filter(isWanted)
    const keys = giveKeys(giving, found.map(keyFactsOf))
    for (const paper of found)
      papers.push({ ...paper, note: getNote(store, paper.id)?.text ?? null, citationKey: keys.get(paper.id) ?? paper.id })
    onProgress?.(Math.min(ids.length, start + PAPERS_A_TURN), ids.length)
    await ports.yieldTurn()
    signal.throwIfAborted()
  }
  return papers
}

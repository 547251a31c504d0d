// Owns a command over very many papers: turn by turn, so that other calls are answered meanwhile, and still one step of undo.
import { counted } from '#domain/counted.ts'
import type { Done, Topic } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { takeBackByTurns } from './bulk-travel.ts'
import type { BulkContext } from './command.ts'
import { beginTurns, endTurns, extendStep, mayTurn, papersOf, recordStep, topicsOf } from './history.ts'
import { marksOf } from './storage/marks-rows.ts'
import { ReaderRows } from './storage/reader-rows.ts'

/** From this many papers on a command goes turn by turn. */
export const BULK_FROM = 1_000
/** Papers a turn: some tens of milliseconds. */
const A_TURN = 150

export interface BulkWork {
  /** In the first turn, before any paper. */
  begin?(rows: ReaderRows): void
  change(rows: ReaderRows, id: PaperId, nowMs: number): void
  /** In the last turn, after every paper. */
  end?(rows: ReaderRows): void
  /** False for a paper that the reader changed since the command began; else what was decided later stays. */
  mayChange?(rows: ReaderRows, id: PaperId, nowMs: number): boolean
  /** Of so many papers, as `named` writes them. */
  sentence(papers: string): string
  unchanged: string
}

/**
 * Each turn is one transaction that also writes down how it is undone. Whole or not at all: aborted, failed, or found half done by the next
 * start, what there is of it is taken back. What the reader decides meanwhile stays, and papers that the source takes back are left out; an undo
 * in the middle ends it. Throws `cancelled` when it was aborted.
 */
export async function runBulkCommand(
  context: BulkContext,
  call: string,
  { ids, work }: { ids: readonly PaperId[]; work: BulkWork },
  { signal }: { signal: AbortSignal },
): Promise<Done> {
  const { store, clock } = context
  const nowMs = clock.nowMs()
  let historyId: number | null = null
  let changed = 0
  const topics = new Set<Topic>(['history'])
  const mayChange = work.mayChange ?? isUndecidedSince
  const exists = (id: PaperId): boolean => store.sql.prepare('SELECT 1 FROM papers WHERE id = ?').get(id) !== undefined
  const turn = (start: number, before: number | null): number | null => {
    const isLast = start + A_TURN >= ids.length
    const rows = new ReaderRows(store.sql)
    if (start === 0) work.begin?.(rows)
    for (const id of ids.slice(start, start + A_TURN)) {
      if (exists(id) && mayChange(rows, id, nowMs)) work.change(rows, id, nowMs)
    }
    if (isLast) work.end?.(rows)
    const changes = rows.changes()
    changed += papersOf(changes).length
    for (const topic of topicsOf(changes)) topics.add(topic)
    const sentence = work.sentence(counted(changed, 'paper'))
    if (before !== null) {
      extendStep(store, before, { changes, sentence })
      if (isLast) endTurns(store, before)
      return before
    }
    if (changes.length === 0) return null
    const id = recordStep(store, { atMs: nowMs, call, sentence, changes, burstKey: null })
    if (!isLast) beginTurns(store, id)
    return id
  }
  try {
    for (let start = 0; start < ids.length; start += A_TURN) {
      if (signal.aborted) throw new DogearError('cancelled', 'Stopped.')
      const before: number | null = historyId
      if (before !== null && !mayTurn(store, before)) break
      historyId = store.transaction(() => turn(start, before))
      context.progress(call, Math.min(ids.length, start + A_TURN), ids.length)
      await context.yieldTurn()
    }
  } catch (thrown) {
    // what the disk does not let be taken back now is by the next start
    if (historyId !== null) await takeBackByTurns(context, historyId).catch(() => undefined)
    context.changed([...topics], [...ids])
    throw thrown
  }
  if (historyId === null) return { sentence: work.unchanged, historyId, ids: [] }
  context.changed([...topics], [...ids])
  return { sentence: work.sentence(counted(changed, 'paper')), historyId, ids: ids.slice(0, SHOWN_IDS) }
}

function isUndecidedSince(rows: ReaderRows, id: PaperId, nowMs: number): boolean {
  return (marksOf(rows, id).decided_at_ms ?? 0) <= nowMs
}

const SHOWN_IDS = 200

// Owns a command over very many papers: turn by turn, so that other calls are answered meanwhile, and still one step of undo.
import type { Done, Topic } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CommandContext } from './command.ts'
import { extendStep, isStepDone, papersOf, recordStep, takeBackStep, topicsOf } from './history.ts'
import { marksOf } from './storage/marks-rows.ts'
import { ReaderRows } from './storage/reader-rows.ts'

/** From this many papers on a command goes turn by turn. */
export const BULK_FROM = 1_000
/** Papers a turn: some tens of milliseconds. */
const A_TURN = 150

export interface BulkContext extends CommandContext {
  /** Gives other work of this thread a turn. */
  yieldTurn(): Promise<void>
  progress(call: string, done: number, total: number): void
}

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
 * Each turn is one transaction that also writes down how it is undone, so that a crash leaves whole turns that undo knows. What the reader
 * decides meanwhile stays; aborted, all of it is taken back and `cancelled` is thrown; undone meanwhile, the rest is left.
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
  for (let start = 0; start < ids.length; start += A_TURN) {
    if (signal.aborted) {
      if (historyId !== null) takeBackStep(store, historyId)
      context.changed([...topics], [...ids])
      throw new DogearError('cancelled', 'Stopped.')
    }
    const before: number | null = historyId
    historyId = store.transaction(() => {
      if (before !== null && !isStepDone(store, before)) return before
      const rows = new ReaderRows(store.sql)
      if (start === 0) work.begin?.(rows)
      for (const id of ids.slice(start, start + A_TURN)) {
        if (mayChange(rows, id, nowMs)) work.change(rows, id, nowMs)
      }
      if (start + A_TURN >= ids.length) work.end?.(rows)
      const changes = rows.changes()
      changed += papersOf(changes).length
      for (const topic of topicsOf(changes)) topics.add(topic)
      const sentence = work.sentence(`${changed.toLocaleString('en')} papers`)
      if (before !== null) return extendStep(store, before, { changes, sentence })
      return changes.length === 0 ? null : recordStep(store, { atMs: nowMs, call, sentence, changes, burstKey: null })
    })
    if (historyId !== null && !isStepDone(store, historyId)) break
    context.progress(call, Math.min(ids.length, start + A_TURN), ids.length)
    await context.yieldTurn()
  }
  if (historyId === null) return { sentence: work.unchanged, historyId, ids: [] }
  context.changed([...topics], [...ids])
  return { sentence: work.sentence(`${changed.toLocaleString('en')} papers`), historyId, ids: ids.slice(0, SHOWN_IDS) }
}

function isUndecidedSince(rows: ReaderRows, id: PaperId, nowMs: number): boolean {
  return (marksOf(rows, id).decided_at_ms ?? 0) <= nowMs
}

const SHOWN_IDS = 200

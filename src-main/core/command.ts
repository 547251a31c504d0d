// Owns how a command runs: one transaction, one step of undo, one `changed` event.
import type { Done, Topic } from '#contract/api.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { annotationsOf, papersOf, recordStep, topicsOf } from './history.ts'
import type { Clock, Random } from './ports.ts'
import { ReaderRows } from './storage/reader-rows.ts'
import type { Store } from './storage/store.ts'

export interface CommandContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  /** Tells every window what changed; `ids` null means any paper, `annotations` null or left out any mark. */
  changed(topics: Topic[], ids: PaperId[] | null, annotations?: AnnotationId[] | null): void
}

/** For commands that go turn by turn. */
export interface BulkContext extends CommandContext {
  /** Gives other work of this thread a turn. */
  yieldTurn(): Promise<void>
  progress(call: string, done: number, total: number): void
}

export interface CommandWork {
  /** For the toast and the journal, a whole sentence. */
  sentence: string
  /** Said instead when no row had to change. */
  unchanged?: string
}

const SHOWN_IDS = 200

/** Runs `work` on the reader's rows. What it throws undoes all of it. */
export function runCommand(
  context: CommandContext,
  call: string,
  work: (rows: ReaderRows, nowMs: number) => CommandWork,
  burstKey: string | null = null,
): Done {
  const { store, clock } = context
  const nowMs = clock.nowMs()
  const { outcome, changes, historyId } = store.transaction(() => {
    const rows = new ReaderRows(store.sql)
    const done = work(rows, nowMs)
    const changed = rows.changes()
    const step = { atMs: nowMs, call, sentence: done.sentence, changes: changed, burstKey }
    return { outcome: done, changes: changed, historyId: changed.length === 0 ? null : recordStep(store, step) }
  })
  if (historyId === null) return { sentence: outcome.unchanged ?? outcome.sentence, historyId, ids: [] }
  const ids = papersOf(changes)
  const topics = topicsOf(changes)
  context.changed(topics, topics.includes('library') ? null : ids, annotationsOf(changes))
  return { sentence: outcome.sentence, historyId, ids: ids.slice(0, SHOWN_IDS) }
}

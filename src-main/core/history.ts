// Owns the one history of what the reader did: each step saved with its rows, undone and redone in order.
import { counted } from '#domain/counted.ts'
import { DogearError } from '#domain/errors.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Topic } from '#contract/api.ts'
import { MOST_NAMED_MARKS } from '#contract/annotations.ts'
import type { HistoryEntry } from '#contract/history.ts'
import { KEPT_STEP_BYTES, KEPT_STEPS } from '#domain/history.ts'
import { applyChanges, type RowChange, type ReaderTable } from './storage/reader-rows.ts'
import type { Store } from './storage/store.ts'

/** Saves closer together than this belong to one burst of typing. */
const BURST_PAUSE_MS = 3_000
const BURST_LENGTH_MS = 60_000

export interface Step {
  atMs: number
  call: string
  sentence: string
  changes: RowChange[]
  /** Steps with the same key join while they follow each other closely; null never joins. */
  burstKey: string | null
}

/** Writes a step inside the caller's transaction and returns its id; undone steps can no longer be redone. */
export function recordStep({ sql, by }: Store, { sentence: said, ...rest }: Step): number {
  const step: Step = { ...rest, sentence: by === undefined ? said : `${said.replace(/\.$/, '')}, by ${by}.` }
  sql.prepare("UPDATE history SET status = 'dropped', taken_back = 1 WHERE status = 'undone'").run()
  const last = sql.prepare('SELECT id, at_ms, status, burst_key, burst_at_ms, changes FROM history ORDER BY id DESC LIMIT 1').get()
  if (last && step.burstKey !== null && last['burst_key'] === step.burstKey && last['status'] === 'done') {
    const pause = step.atMs - Number(last['burst_at_ms'])
    if (pause >= 0 && pause <= BURST_PAUSE_MS && step.atMs - Number(last['at_ms']) <= BURST_LENGTH_MS) {
      const joined = join(JSON.parse(String(last['changes'])) as RowChange[], step.changes)
      sql
        .prepare('UPDATE history SET changes = ?, burst_at_ms = ?, sentence = ? WHERE id = ?')
        .run(JSON.stringify(joined), step.atMs, step.sentence, last['id'] ?? null)
      return Number(last['id'])
    }
  }
  const { lastInsertRowid } = sql
    .prepare("INSERT INTO history (at_ms, call, sentence, status, burst_key, burst_at_ms, changes) VALUES (?, ?, ?, 'done', ?, ?, ?)")
    .run(step.atMs, step.call, step.sentence, step.burstKey, step.burstKey === null ? null : step.atMs, JSON.stringify(step.changes))
  return lastInsertRowid
}

/** Adds the rows of a further turn to a step, inside the caller's transaction; they are of other rows than before. Returns its id. */
export function extendStep({ sql }: Store, id: number, { changes, sentence }: Pick<Step, 'changes' | 'sentence'>): number {
  if (changes.length === 0) return id
  sql
    .prepare("UPDATE history SET changes = substr(changes, 1, length(changes) - 1) || ',' || ?, sentence = ? WHERE id = ?")
    .run(JSON.stringify(changes).slice(1), sentence, id)
  return id
}

/** More turns of this step follow; inside the caller's transaction. A start that still finds it so takes back what there is of the step. */
export function beginTurns({ sql }: Store, id: number): void {
  sql.prepare('INSERT INTO steps_under_way (history_id) VALUES (?)').run(id)
}

/** Whether a further turn may be added: not once the step is taken back, or is on its way back. */
export function mayTurn({ sql }: Store, id: number): boolean {
  const going = "SELECT 1 FROM steps_under_way JOIN history ON id = history_id WHERE id = ? AND stopped = 0 AND status = 'done'"
  return sql.prepare(going).get(id) !== undefined
}

/** No further turn follows; inside the caller's transaction. */
export function endTurns({ sql }: Store, id: number): void {
  sql.prepare('DELETE FROM steps_under_way WHERE history_id = ?').run(id)
}

/** From now on a step can neither be taken back nor done again; inside the caller's transaction. */
export function dropStep({ sql }: Store, id: number, { takenBack }: { takenBack: boolean }): void {
  sql.prepare("UPDATE history SET status = 'dropped', taken_back = ? WHERE id = ?").run(takenBack ? 1 : 0, id)
}

export interface Travelled {
  id: number
  sentence: string
  papers: PaperId[]
  topics: Topic[]
  /** Null: any. */
  annotations: AnnotationId[] | null
}

/** Takes the newest step back. Throws `nothing-to-undo`, or `cannot-undo` after setting that step aside. */
export function undo(store: Store): Travelled {
  return travel(store, "SELECT * FROM history WHERE status = 'done' ORDER BY id DESC LIMIT 1", 'before')
}

/** Does the step that was undone last again. Same errors as `undo`. */
export function redo(store: Store): Travelled {
  return travel(store, "SELECT * FROM history WHERE status = 'undone' ORDER BY id ASC LIMIT 1", 'after')
}

function travel(store: Store, select: string, direction: 'before' | 'after'): Travelled {
  const back = direction === 'before'
  const row = store.sql.prepare(select).get()
  if (!row) throw new DogearError('nothing-to-undo', back ? 'There is nothing to undo.' : 'There is nothing to redo.')
  const id = Number(row['id'])
  const changes = JSON.parse(String(row['changes'])) as RowChange[]
  try {
    store.transaction(() => {
      applyChanges(store.sql, changes, direction)
      store.sql.prepare('UPDATE history SET status = ? WHERE id = ?').run(back ? 'undone' : 'done', id)
    })
  } catch (thrown) {
    if (thrown instanceof DogearError && thrown.code === 'cannot-undo') {
      // left in place it would stand in the way of every older step
      store.transaction(() => dropStep(store, id, { takenBack: !back }))
    }
    throw thrown
  }
  const sentence = `${back ? 'Undone' : 'Done again'}: ${String(row['sentence'])}`
  return { id, sentence, papers: papersOf(changes), topics: topicsOf(changes), annotations: annotationsOf(changes) }
}

export interface Journal {
  entries: HistoryEntry[]
  total: number
  canUndo: boolean
  canRedo: boolean
}

/** Newest first, from the one before `before` on. */
export function listHistory({ sql }: Store, limit: number, before: number | null = null): Journal {
  const entries = sql
    .prepare(
      `SELECT id, at_ms, sentence, iif(status = 'dropped' AND taken_back = 1, 'taken-back', status) AS status
       FROM history WHERE id < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(before ?? Number.MAX_SAFE_INTEGER, limit)
  const has = (status: string): boolean => sql.prepare('SELECT 1 FROM history WHERE status = ? LIMIT 1').get(status) !== undefined
  return {
    entries: entries.map((row) => ({
      id: Number(row['id']),
      atMs: Number(row['at_ms']),
      sentence: String(row['sentence']),
      status: row['status'] as HistoryEntry['status'],
    })),
    total: Number(sql.prepare('SELECT count(*) AS total FROM history').get()?.['total'] ?? 0),
    canUndo: has('done'),
    canRedo: has('undone'),
  }
}

/** Takes back the step `id`, wherever it stands. Throws `nothing-to-undo`, or `cannot-undo` when a row of it was changed since; it stays as it is then. */
export function undoStep(store: Store, id: number): Travelled {
  const row = store.sql.prepare("SELECT * FROM history WHERE id = ? AND status = 'done'").get(id)
  if (!row) throw new DogearError('nothing-to-undo', 'That step can’t be taken back, or is taken back already.')
  const changes = JSON.parse(String(row['changes'])) as RowChange[]
  store.transaction(() => {
    applyChanges(store.sql, changes, 'before')
    store.sql.prepare("UPDATE history SET status = 'undone' WHERE id = ?").run(id)
  })
  return {
    id,
    sentence: `Undone: ${String(row['sentence'])}`,
    papers: papersOf(changes),
    topics: topicsOf(changes),
    annotations: annotationsOf(changes),
  }
}

/**
 * Brings the library to the moment just after the step `id` (null: before the first that is remembered), in one transaction. What was
 * changed since by something else is left as it is and told. Throws `nothing-to-undo` when the library is at that moment.
 */
export function goTo(store: Store, id: number | null): Travelled {
  const steps = (select: string): { id: number; changes: RowChange[] }[] =>
    store.sql
      .prepare(select)
      .all(id ?? 0)
      .map((row) => ({ id: Number(row['id']), changes: JSON.parse(String(row['changes'])) as RowChange[] }))
  const moved: RowChange[] = []
  let left = 0
  const walk = (select: string, direction: 'before' | 'after', status: HistoryEntry['status']): number => {
    let count = 0
    for (const step of steps(select)) {
      try {
        applyChanges(store.sql, step.changes, direction)
      } catch (thrown) {
        // it looks before it writes: nothing of this step was done
        if (!(thrown instanceof DogearError) || thrown.code !== 'cannot-undo') throw thrown
        left += 1
        continue
      }
      store.sql.prepare('UPDATE history SET status = ? WHERE id = ?').run(status, step.id)
      moved.push(...step.changes)
      count += 1
    }
    return count
  }
  const { back, again } = store.transaction(() => ({
    back: walk("SELECT id, changes FROM history WHERE id > ? AND status = 'done' ORDER BY id DESC", 'before', 'undone'),
    again: walk("SELECT id, changes FROM history WHERE id <= ? AND status = 'undone' ORDER BY id ASC", 'after', 'done'),
  }))
  if (back + again === 0 && left === 0) throw new DogearError('nothing-to-undo', 'The library is at that moment already.')
  if (back + again === 0) throw new DogearError('cannot-undo', 'All of that was changed again since, so it is left as it is now.')
  const sentences = [
    ...(back > 0 ? [`Took back ${stepsInWords(back)}.`] : []),
    ...(again > 0 ? [`Did ${stepsInWords(again)} again.`] : []),
    ...(left > 0 ? [`${stepsInWords(left)} changed since ${left === 1 ? 'was' : 'were'} left.`] : []),
  ]
  return { id: id ?? 0, sentence: sentences.join(' '), papers: papersOf(moved), topics: topicsOf(moved), annotations: annotationsOf(moved) }
}

function stepsInWords(count: number): string {
  return counted(count, 'step')
}

/** Keeps the newest steps within a number and a size (`HISTORY_RULE`), so that the history never grows without bound. */
export function pruneHistory(store: Store): void {
  const rows = store.sql.prepare('SELECT id, octet_length(changes) AS size FROM history ORDER BY id DESC').all()
  let size = 0
  const cut = rows.find((row, index) => (size += Number(row['size'])) > KEPT_STEP_BYTES || index >= KEPT_STEPS)
  if (cut) store.transaction(() => store.sql.prepare('DELETE FROM history WHERE id <= ?').run(cut['id'] ?? 0))
}

function join(earlier: RowChange[], later: RowChange[]): RowChange[] {
  const byRow = new Map(earlier.map((change) => [JSON.stringify([change.table, ...change.key]), change]))
  for (const change of later) {
    const name = JSON.stringify([change.table, ...change.key])
    byRow.set(name, { ...change, before: byRow.get(name)?.before ?? (byRow.has(name) ? null : change.before) })
  }
  return [...byRow.values()]
}

const TOPIC_OF_TABLE: Record<ReaderTable, Topic> = {
  marks: 'marks',
  notes: 'notes',
  tags: 'tags',
  paper_tags: 'tags',
  annotations: 'annotations',
  annotation_tags: 'annotations',
  library_facts: 'library',
  file_pins: 'files',
  follows: 'library',
  saved_searches: 'searches',
  merge_bases: 'history',
}

/** The papers whose rows changed, each once. */
export function papersOf(changes: readonly RowChange[]): PaperId[] {
  const papers = changes.filter((change) => change.table === 'marks' || change.table === 'notes' || change.table === 'paper_tags')
  const annotated = changes.flatMap((change) =>
    change.table === 'annotations' ? [change.after?.['paper_id'] ?? change.before?.['paper_id'] ?? null] : [],
  )
  return [...new Set([...papers.map((change) => change.key[0] ?? null), ...annotated].filter((id) => id !== null).map(String))]
}

/** The marks on pages that changed, each once; null where they are too many to be named. */
export function annotationsOf(changes: readonly RowChange[]): AnnotationId[] | null {
  const own = changes.filter(({ table }) => table === 'annotations' || table === 'annotation_tags')
  const ids = [...new Set(own.map(({ key }) => String(key[0])))]
  return ids.length > MOST_NAMED_MARKS ? null : ids
}

export function topicsOf(changes: readonly RowChange[]): Topic[] {
  return [...new Set<Topic>([...changes.map((change) => TOPIC_OF_TABLE[change.table]), 'history'])]
}

// Owns undo and redo of steps over very many rows: turn by turn, so that other calls are answered meanwhile, and to the end after a crash.
import { DogearError } from '#domain/errors.ts'
import type { BulkContext } from './command.ts'
import { annotationsOf, dropStep, endTurns, papersOf, topicsOf, type Travelled } from './history.ts'
import { applyChanges, ReaderRows, type RowChange, stillAs } from './storage/reader-rows.ts'
import type { Store } from './storage/store.ts'

/** Steps whose rows take more than this are long: about a thousand papers. */
const LONG_FROM_BYTES = 250_000
/** Rows a turn: some tens of milliseconds. */
const A_TURN = 150

type Side = 'before' | 'after'

interface Step {
  id: number
  sentence: string
  changes: RowChange[]
}

/** The step that would be undone (`before`) or redone (`after`) next, or `id` where it is done; null where it is not long. */
export function longStep(store: Store, side: Side, id: number | null = null): number | null {
  const select =
    side === 'after'
      ? "status = 'undone' ORDER BY id LIMIT 1"
      : id === null
        ? "status = 'done' ORDER BY id DESC LIMIT 1"
        : `status = 'done' AND id = ${Math.trunc(id)}`
  const row = store.sql.prepare(`SELECT id, octet_length(changes) AS bytes FROM history WHERE ${select}`).get()
  return row && Number(row['bytes']) > LONG_FROM_BYTES ? Number(row['id']) : null
}

/**
 * Takes a long step back or does it again. Refused with `cannot-undo` where a row was changed since, as a short one is; what the reader does
 * while it is on its way stays. Aborted, its rows go where they came from and `cancelled` is thrown.
 */
export async function travelByTurns(
  context: BulkContext,
  call: string,
  { id, side, keepRefused = false }: { id: number; side: Side; keepRefused?: boolean },
  { signal }: { signal: AbortSignal },
): Promise<Travelled> {
  const { store } = context
  // a command that is still adding to it ends here, so that what is read now is all of it
  store.sql.prepare('UPDATE steps_under_way SET stopped = 1 WHERE history_id = ?').run(id)
  const step = readStep(store, id)
  const total = step.changes.length
  await requireUntouched(context, step, side, keepRefused)
  store.transaction(() => begin(store, id, side))
  for (let applied = 0; applied < total;) {
    if (signal.aborted) {
      await goBack(context, step, side, applied)
      throw new DogearError('cancelled', 'Stopped.')
    }
    applied = advance(store, step, side, applied)
    context.progress(call, applied, total)
    await context.yieldTurn()
  }
  finish(store, id, side)
  const sentence = `${side === 'before' ? 'Undone' : 'Done again'}: ${step.sentence}`
  return { id, sentence, papers: papersOf(step.changes), topics: topicsOf(step.changes), annotations: annotationsOf(step.changes) }
}

/** Takes a step back whose command did not come to its end, as far as its rows are still as it left them; from the first turn on undo passes it over. */
export async function takeBackByTurns({ store, yieldTurn }: BulkContext, id: number): Promise<void> {
  beginTakingBack(store, id)
  const step = readStep(store, id)
  for (let applied = 0; applied < step.changes.length;) {
    applied = advance(store, step, 'before', applied)
    await yieldTurn()
  }
  finish(store, id, 'before')
}

/** Brings steps to their end whose program went away in the middle, and takes those back whose turns were not all done. */
export function finishTravels(store: Store): void {
  const half = store.sql.prepare(
    'SELECT u.history_id, h.status FROM steps_under_way u JOIN history h ON h.id = u.history_id WHERE u.history_id NOT IN (SELECT history_id FROM step_travels)',
  )
  for (const { history_id: id, status } of half.all()) {
    if (status === 'done') beginTakingBack(store, Number(id))
    else store.transaction(() => endTurns(store, Number(id)))
  }
  for (const row of store.sql.prepare('SELECT history_id, direction, applied FROM step_travels').all()) {
    const step = readStep(store, Number(row['history_id']))
    const side = row['direction'] as Side
    for (let applied = Number(row['applied']); applied < step.changes.length;) applied = advance(store, step, side, applied)
    finish(store, step.id, side)
  }
}

function begin(store: Store, id: number, side: Side): void {
  store.sql.prepare('INSERT INTO step_travels VALUES (?, ?, 0)').run(id, side)
}

function beginTakingBack(store: Store, id: number): void {
  store.transaction(() => {
    dropStep(store, id, { takenBack: true })
    begin(store, id, 'before')
  })
}

function readStep({ sql }: Store, id: number): Step {
  const row = sql.prepare('SELECT sentence, changes FROM history WHERE id = ?').get(id)
  return { id, sentence: String(row?.['sentence'] ?? ''), changes: JSON.parse(String(row?.['changes'] ?? '[]')) as RowChange[] }
}

async function requireUntouched(context: BulkContext, { id, changes }: Step, side: Side, keepRefused: boolean): Promise<void> {
  const { store } = context
  for (let start = 0; start < changes.length; start += A_TURN * 4) {
    const part = changes.slice(start, start + A_TURN * 4)
    if (stillAs(store.sql, part, other(side)).length < part.length) {
      // left in place it would stand in the way of every older step
      store.transaction(() => {
        if (!keepRefused) dropStep(store, id, { takenBack: side === 'after' })
        endTurns(store, id)
      })
      throw new DogearError('cannot-undo', 'That was changed again since, so it is left as it is now.')
    }
    await context.yieldTurn()
  }
}

/** One turn; gives how many rows are there now. */
function advance(store: Store, { id, changes }: Step, side: Side, applied: number): number {
  const next = Math.min(changes.length, applied + A_TURN)
  const part = side === 'before' ? changes.slice(changes.length - next, changes.length - applied) : changes.slice(applied, next)
  store.transaction(() => {
    apply(store, part, side)
    store.sql.prepare('UPDATE step_travels SET applied = ? WHERE history_id = ?').run(next, id)
  })
  return next
}

async function goBack(context: BulkContext, step: Step, side: Side, applied: number): Promise<void> {
  const { store } = context
  const { changes } = step
  for (let left = applied; left > 0;) {
    const next = Math.max(0, left - A_TURN)
    const part = side === 'before' ? changes.slice(changes.length - left, changes.length - next) : changes.slice(next, left)
    store.transaction(() => {
      apply(store, part, other(side))
      store.sql.prepare('UPDATE step_travels SET applied = ? WHERE history_id = ?').run(next, step.id)
    })
    left = next
    await context.yieldTurn()
  }
  store.transaction(() => end(store, step.id))
  context.changed(topicsOf(changes), papersOf(changes))
}

/**
 * Rows that the reader changed on the way stay, and so does a tag that a paper has by now. A tag comes before what is tagged with it and goes
 * after that.
 */
function apply({ sql }: Store, part: readonly RowChange[], side: Side): void {
  const rows = new ReaderRows(sql)
  const own = stillAs(sql, part, other(side))
  const isTag = ({ table }: RowChange): boolean => table === 'tags'
  const tagOfPaper = ({ table, key, [side]: target }: RowChange): string | null =>
    table === 'paper_tags' && target !== null ? String(key[1]) : null
  const isUsed = ({ key }: RowChange): boolean =>
    sql.prepare('SELECT 1 FROM paper_tags WHERE tag_id = ? LIMIT 1').get(String(key[0])) !== undefined
  const steps: ((change: RowChange) => boolean)[] = [
    (change) => isTag(change) && change[side] !== null,
    (change) => {
      const tag = tagOfPaper(change)
      return !isTag(change) && (tag === null || rows.get('tags', tag) !== null)
    },
    (change) => isTag(change) && change[side] === null && !isUsed(change),
  ]
  for (const step of steps) applyChanges(sql, own.filter(step), side)
}

function finish(store: Store, id: number, side: Side): void {
  store.transaction(() => {
    // what was done meanwhile takes the way forward away, as after every undo
    const isNewest = store.sql.prepare("SELECT 1 FROM history WHERE id > ? AND status = 'done' LIMIT 1").get(id) === undefined
    if (side === 'after') store.sql.prepare("UPDATE history SET status = 'done' WHERE id = ?").run(id)
    else if (!isNewest) dropStep(store, id, { takenBack: true })
    // one that was dropped when it began its way back stays so
    else store.sql.prepare("UPDATE history SET status = 'undone' WHERE id = ? AND status = 'done'").run(id)
    end(store, id)
  })
}

function end(store: Store, id: number): void {
  store.sql.prepare('DELETE FROM step_travels WHERE history_id = ?').run(id)
  endTurns(store, id)
}

function other(side: Side): Side {
  return side === 'before' ? 'after' : 'before'
}

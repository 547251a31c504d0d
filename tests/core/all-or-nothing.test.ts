// Owns the proof that a step which writes many rows is in the library whole or not at all, wherever a kill or a failing disk ends it.
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { finishTravels } from '#core/bulk-travel.ts'
import type { BulkContext, CommandContext } from '#core/command.ts'
import { archiveRest } from '#core/commands/catch-up.ts'
import { addFollow } from '#core/commands/follow.ts'
import { saveNote } from '#core/commands/notes.ts'
import { addTags } from '#core/commands/tags.ts'
import { decide } from '#core/commands/triage.ts'
import { goTo } from '#core/history.ts'
import type { SqlDatabase } from '#core/ports.ts'
import { openStore } from '#core/storage/store.ts'
import { killMoments, watchWrites } from '#tests/support/kill-moments.ts'
import { addPapers, openLibrary, paperIds } from '#tests/support/library.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

/** Two thirds of them can be caught up with: more than one turn of a long command. */
const ids = paperIds(258)
const FAILURE = 'the disk failed'

const STEPS: Readonly<Record<string, (context: CommandContext) => unknown>> = {
  'following an author': (context) => addFollow(context, { kind: 'author', text: 'A. Writer' }),
  'archiving the rest': async (context) => await archiveRest(byTurns(context), { ids }, { signal: new AbortController().signal }),
  'going back to a moment': ({ store }) => goTo(store, 1),
  'going to a moment before everything': ({ store }) => goTo(store, null),
}

const byTurns = (context: CommandContext): BulkContext => ({
  ...context,
  yieldTurn: () => Promise.resolve(),
  progress: () => undefined,
})

/** Papers of three days, with a morning’s work on some of them. */
function usedLibrary(): string {
  const file = path.join(tempFolder(), 'library.sqlite')
  const { store, context, pass } = openLibrary(file)
  const days = ['2026-11-17', '2026-11-18', '2026-11-20']
  addPapers(
    { store },
    ids.map((id, index) => ({ id, day: days[index % 3] ?? '', votes: index, title: `${id} of its own` })),
  )
  decide(context, { ids: ids.slice(0, 6), state: 'later' })
  addTags(context, { ids: ids.slice(3, 9), names: ['to cite', 'method'] })
  pass(60_000)
  decide(context, { ids: ids.slice(4, 8), state: 'shortlist' })
  saveNote(context, { id: ids[0] ?? '', text: 'A note.', baseRevision: 0 })
  decide(context, { ids: ids.slice(0, 2), state: 'archive' })
  store.sql.close()
  return file
}

function openWatched(file: string, onWrite: (statement: string) => void): { sql: SqlDatabase; context: CommandContext } {
  const { context } = openLibrary()
  const sql = openDatabase(file)
  return { sql, context: { ...context, store: openStore(watchWrites(sql, onWrite), context) } }
}

/** Every row of every table that a step of the reader’s may write. */
function rowsOf(sql: SqlDatabase): string {
  const tables = ['marks', 'notes', 'tags', 'paper_tags', 'follows', 'follow_lookups', 'step_travels', 'steps_under_way']
  // the journal names what was begun and taken back
  const history = "SELECT * FROM history WHERE status <> 'dropped' OR taken_back = 0 ORDER BY id"
  return JSON.stringify(
    [history, ...tables.map((table) => `SELECT * FROM ${table} ORDER BY 1, 2`)].map((select) => sql.prepare(select).all()),
  )
}

/** As the next start finds it. */
function rowsIn(file: string): string {
  const sql = openDatabase(file)
  try {
    finishTravels(openStore(sql, openLibrary().context))
    return rowsOf(sql)
  } finally {
    sql.close()
  }
}

describe.each(Object.entries(STEPS))('%s', (_name, step) => {
  test('a kill before any of its writes leaves nothing of it, and one after the last all of it', async () => {
    const file = usedLibrary()
    const before = rowsIn(file)
    const moments = killMoments(file)
    let isRunning = false
    const { sql, context } = openWatched(file, () => isRunning && moments.keep())
    onTestFinished(() => sql.close())
    isRunning = true
    await step(context)
    isRunning = false
    moments.keep()
    const left = moments.folders.map((folder) => rowsIn(path.join(folder, path.basename(file))))
    expect(left.length).toBeGreaterThan(4)
    expect(left.at(-1)).not.toBe(before)
    expect(left.at(-1)).toBe(rowsOf(sql))
    expect(left.slice(0, -1).filter((rows) => rows !== before)).toEqual([])
  })

  test('a disk that fails at any of its writes leaves nothing of it, and it is done once the disk works', async () => {
    const file = usedLibrary()
    let untilFailure = Number.POSITIVE_INFINITY
    const { sql, context } = openWatched(file, (statement) => {
      if (untilFailure-- === 0 && statement !== 'ROLLBACK') throw new Error(FAILURE)
    })
    onTestFinished(() => sql.close())
    const before = rowsOf(sql)
    let failures = 0
    for (let write = 0; rowsOf(sql) === before; write += 1) {
      untilFailure = write
      try {
        await step(context)
        untilFailure = Number.POSITIVE_INFINITY
      } catch (thrown) {
        expect(String(thrown)).toContain(FAILURE)
        expect(rowsOf(sql)).toBe(before)
        failures += 1
      }
    }
    expect(failures).toBeGreaterThan(3)
  })
})

// Owns the facts about marking the papers of what is followed behind the command: whole in the end, wherever a kill or a failing disk ends it.
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { createApp } from '#core/app.ts'
import { addFollow } from '#core/commands/follow.ts'
import { createFollowLookups, type FollowLookups } from '#core/follow-lookups.ts'
import type { SqlDatabase } from '#core/ports.ts'
import { openStore } from '#core/storage/store.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { killMoments, watchWrites } from '#tests/support/kill-moments.ts'
import { addPapers, openLibrary, paperIds } from '#tests/support/library.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const ids = paperIds(1_300)
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false })

/** A library of three pieces, closed. */
function libraryFile(): string {
  const file = path.join(tempFolder(), 'library.sqlite')
  const { store } = openLibrary(file)
  addPapers(
    { store },
    ids.map((id) => ({ id })),
  )
  store.sql.close()
  return file
}

function open(file: string, onWrite: (statement: string) => void = () => undefined) {
  const { context, changes } = openLibrary()
  const sql = openDatabase(file)
  onTestFinished(() => sql.close())
  const { ports, logged } = memoryPorts()
  const store = openStore(watchWrites(sql, onWrite), context)
  const lookups = createFollowLookups({ store, ports, changed: context.changed })
  return { sql, context: { ...context, store }, lookups, changes, logged }
}

const marked = (sql: SqlDatabase): string[] =>
  sql
    .prepare('SELECT paper_id FROM follow_matches ORDER BY paper_id')
    .all()
    .map((row) => String(row['paper_id']))

async function lookForAll(lookups: FollowLookups): Promise<void> {
  lookups.wake()
  await lookups.settled()
}

test('the command is answered before any paper was looked at, and is told of again when all are marked', async () => {
  const { sql, context, lookups, changes } = open(libraryFile())
  addFollow(context, { kind: 'author', text: 'A. Writer' })
  expect(marked(sql)).toEqual([])
  await lookForAll(lookups)
  expect(marked(sql)).toEqual(ids)
  expect(changes.map(({ topics }) => topics)).toEqual([['library', 'history'], ['library']])
  await lookForAll(lookups)
  expect(changes).toHaveLength(2)
})

test('a kill before any of its writes leaves what the next start marks to the end', async () => {
  const file = libraryFile()
  const moments = killMoments(file)
  let isLooking = false
  const { context, lookups } = open(file, () => isLooking && moments.keep())
  addFollow(context, { kind: 'author', text: 'A. Writer' })
  isLooking = true
  await lookForAll(lookups)
  isLooking = false
  moments.keep()
  const counts: number[] = []
  for (const folder of moments.folders) {
    const next = open(path.join(folder, path.basename(file)))
    counts.push(marked(next.sql).length)
    await lookForAll(next.lookups)
    expect(marked(next.sql)).toEqual(ids)
  }
  expect([counts[0], counts.at(-1)]).toEqual([0, ids.length])
  expect(new Set(counts).size).toBeGreaterThan(3)
})

test('a disk that fails at any of its writes costs a line of the log, and it is gone on with when it is woken again', async () => {
  let untilFailure = Number.POSITIVE_INFINITY
  const { sql, context, lookups, logged } = open(libraryFile(), (statement) => {
    if (untilFailure-- === 0 && statement !== 'ROLLBACK') throw new Error('the disk failed')
  })
  addFollow(context, { kind: 'author', text: 'A. Writer' })
  let failures = 0
  for (let write = 0; marked(sql).length < ids.length; write += 1) {
    untilFailure = write
    await lookForAll(lookups)
    if (logged.length === failures) continue
    failures += 1
    expect(logged.at(-1)).toMatchObject({ event: 'papers of what is followed not marked' })
  }
  expect(failures).toBeGreaterThan(2)
  untilFailure = Number.POSITIVE_INFINITY
  await lookForAll(lookups)
  expect(sql.prepare('SELECT * FROM follow_lookups').all()).toEqual([])
})

test('a start goes on with what the program before it left', async () => {
  const file = libraryFile()
  const before = openLibrary(file)
  addFollow(before.context, { kind: 'author', text: 'A. Writer' })
  before.store.sql.close()
  const memory = memoryPorts({ path: file })
  const app = createApp(memory.ports, { settings })
  await memory.until(() => marked(memory.ports.database).length === ids.length)
  await app.close()
})

test('a call that follows, and one that takes a step back, lead to the marks by themselves', async () => {
  const memory = memoryPorts({ path: libraryFile() })
  const app = createApp(memory.ports, { settings })
  const call = async (name: string, input: unknown) => await app.dispatch(name, input, { signal: new AbortController().signal })
  const count = (): number => marked(memory.ports.database).length
  await call('follow.add', { kind: 'author', text: 'A. Writer' })
  await memory.until(() => count() === ids.length)
  await call('follow.remove', { kind: 'author', key: 'a. writer' })
  expect(count()).toBe(0)
  await call('history.undo', {})
  await memory.until(() => count() === ids.length)
  await app.close()
})

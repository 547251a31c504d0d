// Owns the proof that the index is kept in the library: read back at the start, never in disagreement with it, made anew when it is damaged.
import { expect, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import type { Search } from '#core/search/search.ts'
import { eventsOf, libraryFile, run, savedOnce } from './kept-index.ts'
import { storeNote } from './searched-library.ts'

test('the index is saved once it is made, and the next start reads it instead of the papers', async () => {
  const file = await savedOnce()
  const again = run(file)
  // what was saved is what answers: the texts themselves say something else now, and nothing noted that
  again.store.sql.exec("UPDATE papers SET title = 'Quilt' WHERE id = '2611.00007'; DELETE FROM search_index_changes")
  expect(await again.found('lantern 7 ')).toContain('2611.00007')
  expect(eventsOf(again)).toContain('search.index-loaded')
  again.stop()
})

test('what was changed while the program was off is found at once', async () => {
  const file = await savedOnce()
  const other = openDatabase(file)
  other.exec("UPDATE papers SET title = 'A whistle in the meadow' WHERE id = '2611.00003'")
  other.exec("INSERT INTO notes VALUES ('2611.00004', 'compare the bellows', 1, 0)")
  other.exec("DELETE FROM papers WHERE id = '2611.00005'")
  other.close()
  const again = run(file)
  expect(await again.found('whistle ')).toEqual(['2611.00003'])
  expect(await again.found('note:bellows ')).toEqual(['2611.00004'])
  expect(await again.found('"lantern 5" ')).toEqual([])
  expect(await again.found('"lantern 3" ')).toEqual([])
  expect(eventsOf(again)).toContain('search.index-loaded')
  again.stop()
})

test('a library that is only read answers from the saved index and what changed since', async () => {
  const file = await savedOnce()
  const other = openDatabase(file)
  other.exec("INSERT INTO notes VALUES ('2611.00004', 'compare the bellows', 1, 0)")
  other.close()
  const again = run(file, { readOnly: true, maySave: false })
  expect(await again.found('bellows ')).toEqual(['2611.00004'])
  expect(eventsOf(again)).toEqual(['search.index-loaded'])
  again.stop()
})

test.each([
  ['its bytes are others', "UPDATE search_index_pieces SET bytes = zeroblob(length(bytes)) WHERE name = 'postings'"],
  ['a piece is missing', "DELETE FROM search_index_pieces WHERE name = 'lengths'"],
  ['it is of another format', "UPDATE search_index_saves SET format = 'older'"],
])('a saved index is made anew while search answers, when %s', async (_, damage) => {
  const file = await savedOnce()
  const other = openDatabase(file)
  other.exec(damage)
  other.close()
  const again = run(file)
  await again.found('lantern')
  await again.logged('search.index-saved')
  expect(eventsOf(again)).not.toContain('search.index-loaded')
  expect(await again.found('"lantern 9" ')).toEqual(['2611.00009'])
  again.stop()
  const third = run(file)
  expect(await third.found('"lantern 9" ')).toEqual(['2611.00009'])
  expect(eventsOf(third)).toContain('search.index-loaded')
  third.stop()
})

test('a save that was broken off leaves the one before in force, and is cleared away by the next', async () => {
  const file = await savedOnce()
  const other = openDatabase(file)
  // as after a kill in the middle: pieces of a save that has no row
  other.exec(`INSERT INTO search_index_pieces (save, name, size, checksum, bytes) SELECT save + 1, name, size, checksum, bytes FROM search_index_pieces
    WHERE name <> 'stream-pages'`)
  other.exec("UPDATE papers SET abstract = 'Brass.' WHERE id < '2611.00400'")
  other.close()
  const again = run(file)
  expect(await again.found('"lantern 900" ')).toEqual(['2611.00900'])
  expect(eventsOf(again)).toContain('search.index-loaded')
  await again.logged('search.index-saved')
  const savesOf = (table: string, column: string): unknown[] =>
    again.store.sql.prepare(`SELECT DISTINCT ${column} AS save FROM ${table}`).all()
  expect(savesOf('search_index_pieces', 'save')).toEqual(savesOf('search_index_saves', 'id'))
  expect(Number(again.store.sql.prepare('SELECT count(*) AS n FROM search_index_changes').get()?.['n'])).toBe(0)
  again.stop()
})

test('a change while the index is saved breaks the save off and is in the next one', async () => {
  const file = libraryFile()
  let changes = 0
  let search: Search | null = null
  const first = run(file, {
    onTurn: (store) => {
      const begun = Number(store.sql.prepare('SELECT count(*) AS n FROM search_index_pieces').get()?.['n'])
      if (begun < 3 || changes > 0) return
      changes += 1
      store.sql.exec("UPDATE papers SET title = 'A whistle in the meadow' WHERE id = '2611.00003'")
      search?.changed(['2611.00003'])
    },
  })
  search = first.search
  await first.logged('search.index-saved')
  expect(changes).toBe(1)
  first.stop()
  const again = run(file)
  expect(await again.found('whistle ')).toEqual(['2611.00003'])
  expect(eventsOf(again)).toContain('search.index-loaded')
  again.stop()
})

test('a change that nobody told search of is noticed before the index is saved', async () => {
  const file = libraryFile()
  let isDone = false
  const first = run(file, {
    onTurn: (store) => {
      const begun = Number(store.sql.prepare('SELECT count(*) AS n FROM search_index_pieces').get()?.['n'])
      if (begun < 3 || isDone) return
      isDone = true
      store.sql.exec("UPDATE papers SET title = 'A whistle in the meadow' WHERE id = '2611.00003'")
    },
  })
  await first.logged('search.index-saved')
  first.stop()
  const again = run(file)
  expect(await again.found('whistle ')).toEqual(['2611.00003'])
  again.stop()
})

test('a note is found after a restart, whether or not the index was saved since', async () => {
  const file = await savedOnce()
  const second = run(file)
  await second.found('lantern')
  storeNote({ store: second.store } as Parameters<typeof storeNote>[0], '2611.00008', 'gantry')
  second.search.changed(['2611.00008'])
  expect(await second.found('gantry ')).toEqual(['2611.00008'])
  second.stop()
  const third = run(file)
  expect(await third.found('gantry ')).toEqual(['2611.00008'])
  third.stop()
})

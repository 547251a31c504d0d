// Owns a process that saves the index of a library and stands still at a moment of it, for tests that kill it there.
import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { openDatabase } from '#adapters/sqlite.ts'
import { createSearch } from '#core/search/search.ts'
import { openStore } from '#core/storage/store.ts'
import { TEST_NOW_MS } from '#tests/support/library.ts'

const [file = '', moment = ''] = process.argv.slice(2)
const database = openDatabase(file)
const numberOf = (sql: string): number => Number(database.prepare(sql).get()?.['n'])
const newest = 'SELECT coalesce(max(id), 0) AS n FROM search_index_saves'
const pieces = 'SELECT count(*) AS n FROM search_index_pieces WHERE save > (SELECT coalesce(max(id), 0) FROM search_index_saves)'
const before = numberOf(newest)

function standStill(): void {
  writeSync(1, 'here\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const sql = {
  ...database,
  exec: (text: string): void => {
    const isCommit = text === 'COMMIT'
    if (isCommit && moment === 'in a piece' && numberOf(pieces) === 5) standStill()
    const isLast = isCommit && numberOf(newest) > before
    if (isLast && moment === 'before the commit') standStill()
    database.exec(text)
    if (isLast && moment === 'after the commit') standStill()
  },
}
const clock = { nowMs: () => TEST_NOW_MS, sleep: () => Promise.resolve() }
const random = { uuid: () => '00000000-0000-4000-8000-000000000000', fraction: () => 0.5 }
const store = openStore(sql, { clock, random })
const ports = { clock, log: () => undefined, yieldTurn: () => setImmediate(), crc32 }
createSearch({ store, ports, maySave: true, onIndexed: () => undefined }).start()

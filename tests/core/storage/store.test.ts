// Owns the facts about opening a library and about transactions.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { openStore, SCHEMA_VERSION, schemaVersion } from '#core/storage/store.ts'
import { openLibrary } from '#tests/support/library.ts'

const ports = openLibrary().context

describe('opening a library', () => {
  it('refuses one of a newer program and changes nothing in it', () => {
    const sql = openDatabase(':memory:')
    sql.exec('PRAGMA user_version = 999')
    expect(() => openStore(sql, ports)).toThrow('newer Dogear')
    expect(schemaVersion(sql)).toBe(999)
    expect(sql.prepare('SELECT count(*) AS tables FROM sqlite_master').get()?.['tables']).toBe(0)
  })

  it('keeps the day of the first start when it is opened again', () => {
    const sql = openDatabase(':memory:')
    openStore(sql, ports)
    const first = sql.prepare('SELECT * FROM library').get()
    openStore(sql, { ...ports, clock: { ...ports.clock, nowMs: () => ports.clock.nowMs() + 90 * 86_400_000 } })
    expect(sql.prepare('SELECT * FROM library').get()).toEqual(first)
  })

  it('writes nothing to a library that may only be read', () => {
    const sql = openDatabase(':memory:')
    expect(() => openStore(sql, { ...ports, readOnly: true })).toThrow('may not be written')
    expect(schemaVersion(sql)).toBe(0)
  })
})

describe('a transaction', () => {
  it('leaves nothing behind when its work throws', () => {
    const { store } = openLibrary()
    const work = (): void => {
      store.sql.prepare("INSERT INTO notes VALUES ('2611.00001', 'half', 1, 0)").run()
      throw new Error('stop')
    }
    expect(() => store.transaction(work)).toThrow('stop')
    expect(store.sql.prepare('SELECT count(*) AS notes FROM notes').get()?.['notes']).toBe(0)
    expect(store.transaction(() => 'next')).toBe('next')
  })
})

describe('migrations', () => {
  it('bring an empty file to the present schema', () => {
    const { store } = openLibrary()
    expect(schemaVersion(store.sql)).toBe(SCHEMA_VERSION)
  })
})

// Owns the facts about the tables of reading.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 003 keeps what was there and makes tables whose types are checked', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 3)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'mine', 1, 0)")
  for (const migration of migrations.filter(({ version }) => version === 3)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('mine')
  expect(() => sql.exec("INSERT INTO readings VALUES ('h', '{}', '{}', 'first', 0, 0)")).toThrow()
  expect(() => sql.exec("INSERT INTO reader_tabs VALUES (0, 'h', NULL, 't', 2)")).toThrow()
})

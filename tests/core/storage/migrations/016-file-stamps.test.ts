// Owns the facts about the table of papers that opened PDFs name.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 016 keeps what was there; a file names one paper, and with the file its name goes', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 16)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'a note', 1, 5)")
  sql.exec("INSERT INTO files (hash, bytes, title, origin, added_at_ms) VALUES ('h', 3, 'A file', 'opened', 1)")
  for (const migration of migrations.filter(({ version }) => version === 16)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('a note')
  sql.exec("INSERT INTO file_stamps VALUES ('h', '2611.00001', 1)")
  expect(() => sql.exec("INSERT INTO file_stamps VALUES ('h', '2611.00002', 1)")).toThrow()
  expect(() => sql.exec("INSERT INTO file_stamps VALUES ('gone', '2611.00002', 1)")).toThrow()
  sql.exec("DELETE FROM files WHERE hash = 'h'")
  expect(sql.prepare('SELECT count(*) AS count FROM file_stamps').get()?.['count']).toBe(0)
})

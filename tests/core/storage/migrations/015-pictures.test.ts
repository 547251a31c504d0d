// Owns the facts about the table of kept pictures.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 015 keeps what was there, and one picture an address', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 15)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'a note', 1, 5)")
  for (const migration of migrations.filter(({ version }) => version === 15)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('a note')
  sql.exec("INSERT INTO pictures VALUES ('https://huggingface.co/a.png', NULL, NULL, 0, 1, 1)")
  expect(() => sql.exec("INSERT INTO pictures VALUES ('https://huggingface.co/a.png', 'h', 'png', 3, 2, 2)")).toThrow()
})

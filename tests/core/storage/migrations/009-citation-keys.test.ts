// Owns the facts about the table of citation keys.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 009 keeps what was there, and takes no key twice, whatever its case', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 9)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'a note', 1, 5)")
  for (const migration of migrations.filter(({ version }) => version === 9)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('a note')
  sql.exec("INSERT INTO citation_keys VALUES ('2611.00001', 'quill2026folding', 5)")
  expect(() => sql.exec("INSERT INTO citation_keys VALUES ('2611.00002', 'Quill2026Folding', 5)")).toThrow()
})

// Owns the facts about the table of vault files.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 012 keeps what was there, and a paper has one file a vault', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 12)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'a note', 1, 5)")
  for (const migration of migrations.filter(({ version }) => version === 12)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('a note')
  const file = (folder: string): void =>
    sql.exec(`INSERT INTO vault_files VALUES ('${folder}', '2611.00001', 'a.md', '', '{}', 1, 1.5, NULL, NULL)`)
  file('/a')
  file('/b')
  expect(() => file('/a')).toThrow()
})

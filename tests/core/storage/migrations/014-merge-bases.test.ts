// Owns the facts about the table of what was taken over from others.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 014 keeps what was there, and knows one text a source and thing', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 14)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'a note', 1, 5)")
  for (const migration of migrations.filter(({ version }) => version === 14)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('a note')
  const base = (kind: string): void => sql.exec(`INSERT INTO merge_bases VALUES ('library', '${kind}', '2611.00001', 'text')`)
  base('note')
  expect(() => base('note')).toThrow()
  expect(() => base('history')).toThrow()
})

// Owns the facts about the tables of marking: there are no new ones, and marks stay as they were.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 009 keeps every mark and its tags', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 9)) sql.exec(migration.sql)
  sql.exec("INSERT INTO annotation_tags VALUES ('3f2b8c1e-7f52-4a60-9a47-9d1a6f0c1b22', 'to try')")
  for (const migration of migrations.filter(({ version }) => version === 9)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT name FROM annotation_tags').get()?.['name']).toBe('to try')
})

// Owns the facts about the tables of searches that are kept.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 008 keeps what was there and has room for searches', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 8)) sql.exec(migration.sql)
  sql.exec("INSERT INTO tags (id, name) VALUES ('t', 'kept')")
  for (const migration of migrations.filter(({ version }) => version === 8)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT name FROM tags').get()?.['name']).toBe('kept')
  sql.exec("INSERT INTO saved_searches (id, name, query, position, saved_at_ms) VALUES ('s', 'Lamps', 'lamp', 0, 5)")
  expect(sql.prepare("SELECT in_digest FROM saved_searches WHERE name = 'LAMPS'").get()?.['in_digest']).toBe(1)
  sql.exec("INSERT INTO recent_searches VALUES ('lamp', 5)")
  expect(() => sql.exec("INSERT INTO recent_searches VALUES ('lamp', 6)")).toThrow()
})

// Owns the facts about the column that tells a step that was taken back for good.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 020 keeps every step as it was, none of them taken back, and takes no third state', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 20)) sql.exec(migration.sql)
  const step =
    "INSERT INTO history (id, at_ms, call, sentence, status, changes) VALUES (7, 1, 'triage.decide', 'Archived.', 'dropped', '[]')"
  sql.exec(step)
  for (const migration of migrations.filter(({ version }) => version === 20)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT sentence, status, taken_back FROM history').all()).toEqual([
    { sentence: 'Archived.', status: 'dropped', taken_back: 0 },
  ])
  sql.exec('UPDATE history SET taken_back = 1')
  expect(() => sql.exec('UPDATE history SET taken_back = 2')).toThrow()
})

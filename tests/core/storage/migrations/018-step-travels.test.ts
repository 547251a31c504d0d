// Owns the facts about the table of long steps on their way.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 018 keeps the history, and forgets how far a step was with the step', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 18)) sql.exec(migration.sql)
  sql.exec("INSERT INTO history (id, at_ms, call, sentence, status, changes) VALUES (7, 1, 'triage.decide', 'Archived.', 'done', '[]')")
  for (const migration of migrations.filter(({ version }) => version === 18)) sql.exec(migration.sql)
  sql.exec("INSERT INTO step_travels VALUES (7, 'before', 150)")
  expect(() => sql.exec("INSERT INTO step_travels VALUES (8, 'sideways', 0)")).toThrow()
  expect(sql.prepare('SELECT sentence FROM history').get()?.['sentence']).toBe('Archived.')
  sql.exec('DELETE FROM history')
  expect(sql.prepare('SELECT count(*) AS n FROM step_travels').get()?.['n']).toBe(0)
})

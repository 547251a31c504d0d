// Owns the facts about the table of steps whose turns are not all done.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 022 takes no step for one that is half done, and forgets one with its history', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 22)) sql.exec(migration.sql)
  sql.exec("INSERT INTO history (id, at_ms, call, sentence, status, changes) VALUES (7, 1, 'triage.decide', 'Archived.', 'done', '[]')")
  for (const migration of migrations.filter(({ version }) => version === 22)) sql.exec(migration.sql)
  const rows = () => sql.prepare('SELECT history_id, stopped FROM steps_under_way').all()
  expect(rows()).toEqual([])
  sql.exec('INSERT INTO steps_under_way (history_id) VALUES (7)')
  expect(rows()).toEqual([{ history_id: 7, stopped: 0 }])
  expect(() => sql.exec('INSERT INTO steps_under_way (history_id) VALUES (8)')).toThrow()
  sql.exec('DELETE FROM history')
  expect(rows()).toEqual([])
})

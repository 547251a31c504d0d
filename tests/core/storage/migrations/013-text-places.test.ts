// Owns the facts about the table of places in texts.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 013 keeps the texts that are there and holds one place a paper', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 13)) sql.exec(migration.sql)
  sql.exec(`INSERT INTO paper_texts VALUES ('2611.00001', 'html', 5, 0)`)
  for (const migration of migrations.filter(({ version }) => version === 13)) sql.exec(migration.sql)
  sql.exec(`INSERT INTO text_places VALUES ('2611.00001', 3, 0.5)`)
  expect(sql.prepare('SELECT form, block FROM paper_texts JOIN text_places USING (paper_id)').all()).toEqual([{ form: 'html', block: 3 }])
  expect(() => sql.exec(`INSERT INTO text_places VALUES ('2611.00001', 4, 0)`)).toThrow()
})

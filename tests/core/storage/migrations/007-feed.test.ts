// Owns the facts about the tables of following and looking again.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 007 keeps what was there, and notes code and followed names that come later', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 7)) sql.exec(migration.sql)
  sql.exec(
    `INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
     VALUES ('2611.00001', 'Old: title', '', '[{"name":"A. Writer"}]', '[]', '["Some-Word"]', 0, 1, 5, 5)`,
  )
  for (const migration of migrations.filter(({ version }) => version === 7)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT title FROM papers').get()?.['title']).toBe('Old: title')
  sql.exec("INSERT INTO follows VALUES ('keyword', 'some word', 'some word', 0), ('author', 'b. other', 'B. Other', 0)")
  expect(sql.prepare('SELECT count(*) AS n FROM follow_matches').get()?.['n']).toBe(1)
  sql.exec(`UPDATE papers SET authors = '[{"name":"B. Other"}]', code_url = 'https://example.org/', changed_at_ms = 9`)
  expect(sql.prepare('SELECT count(*) AS n FROM follow_matches').get()?.['n']).toBe(2)
  expect(sql.prepare('SELECT at_ms FROM code_gains').get()?.['at_ms']).toBe(9)
  sql.exec('DELETE FROM papers')
  expect(() => sql.exec("INSERT INTO follows VALUES ('journal', 'x', 'x', 0)")).toThrow()
})

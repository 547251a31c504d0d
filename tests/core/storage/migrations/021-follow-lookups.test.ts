// Owns the facts about looking for the papers of what is followed piece by piece: the same are found as before.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'
import { followMatches } from '#tests/fixtures/followed-names.ts'

it('migration 021 finds what was found before it', () => {
  expect(followMatches(21, 21)).toEqual(followMatches(21, 20))
})

it('migration 021 keeps what is followed and marked, and looks for nothing of it anew', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 21)) sql.exec(migration.sql)
  sql.exec(
    `INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
     VALUES ('2611.00001', 'A title', '', '[{"name":"A. Writer"}]', '[]', '[]', 0, 1, 5, 5)`,
  )
  sql.exec("INSERT INTO follows VALUES ('author', 'a. writer', 'A. Writer', 0)")
  for (const migration of migrations.filter(({ version }) => version === 21)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT key, paper_id FROM follow_matches').all()).toEqual([{ key: 'a. writer', paper_id: '2611.00001' }])
  expect(sql.prepare('SELECT * FROM follow_lookups').all()).toEqual([])
  sql.exec("INSERT INTO follows VALUES ('author', 'b. other', 'B. Other', 0)")
  expect(sql.prepare('SELECT key, looked_to FROM follow_lookups').all()).toEqual([{ key: 'b. other', looked_to: '' }])
  expect(() => sql.exec("INSERT INTO follow_lookups VALUES ('author', 'nobody follows them', '')")).toThrow()
})

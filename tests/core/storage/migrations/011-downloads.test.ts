// Owns the facts about the tables of downloads.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 011 keeps files and what waits, and lets a file belong to several papers', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 11)) sql.exec(migration.sql)
  sql.exec(
    `INSERT INTO files (hash, bytes, paper_id, version, title, origin, added_at_ms) VALUES ('a', 1, '2611.00001', 2, 't', 'arxiv', 0)`,
  )
  sql.exec(`INSERT INTO file_queue (paper_id, asked_at_ms) VALUES ('2611.00002', 7)`)
  for (const migration of migrations.filter(({ version }) => version === 11)) sql.exec(migration.sql)
  sql.exec(`INSERT INTO file_papers VALUES ('a', '2611.00003', 1)`)
  expect(sql.prepare('SELECT paper_id, version FROM paper_files ORDER BY paper_id').all()).toEqual([
    { paper_id: '2611.00001', version: 2 },
    { paper_id: '2611.00003', version: 1 },
  ])
  expect(sql.prepare('SELECT paper_id, priority, asked_by, newer FROM file_queue').all()).toEqual([
    { paper_id: '2611.00002', priority: 0, asked_by: 'reader', newer: 0 },
  ])
  sql.exec(`DELETE FROM search_index_changes; INSERT INTO file_texts VALUES ('a', 0, '1', 'words')`)
  expect(sql.prepare('SELECT paper_id FROM search_index_changes ORDER BY paper_id').all()).toHaveLength(2)
  expect(() => sql.exec(`UPDATE files SET asked_by = 'nobody'`)).toThrow()
})

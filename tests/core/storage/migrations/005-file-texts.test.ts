// Owns the facts about the tables of the words of PDFs.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 005 keeps files and the queue, and makes tables whose types are checked', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 5)) sql.exec(migration.sql)
  sql.exec("INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES ('h', 9, '2611.00001', 't', 'arxiv', 1)")
  sql.exec("INSERT INTO file_queue (paper_id, asked_at_ms) VALUES ('2611.00002', 5)")
  for (const migration of migrations.filter(({ version }) => version === 5)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT hash, gone FROM files').get()).toEqual({ hash: 'h', gone: 0 })
  expect(sql.prepare('SELECT paper_id FROM file_queue').get()).toEqual({ paper_id: '2611.00002' })
  expect(() => sql.exec("INSERT INTO file_texts VALUES ('h', 'first', '1', 'words')")).toThrow()
  expect(() => sql.exec("INSERT INTO file_text_states VALUES ('h', 'half', 1, 1, 1)")).toThrow()
})

// Owns the facts about who read the words of files.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 023 keeps the words for search, says of none who read them, and has files without words read once more', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 23)) sql.exec(migration.sql)
  sql.exec("INSERT INTO file_text_states VALUES ('read', 'read', 1, 5, 1), ('empty', 'empty', 1, 0, 1), ('failed', 'failed', 0, 0, 1)")
  sql.exec("INSERT INTO file_texts VALUES ('read', 0, '1', 'words')")
  for (const migration of migrations.filter(({ version }) => version === 23)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT file_hash, read_by FROM file_text_states ORDER BY file_hash').all()).toEqual([
    { file_hash: 'failed', read_by: null },
    { file_hash: 'read', read_by: null },
  ])
  expect(sql.prepare('SELECT text FROM file_texts').all()).toEqual([{ text: 'words' }])
})

// Owns the facts about migration 002.
import { expect, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migration001 } from '#core/storage/migrations/001-first.ts'
import { migration002 } from '#core/storage/migrations/002-files.ts'

test('migration 002 leaves the rows before it alone and checks where a file came from', () => {
  const sql = openDatabase(':memory:')
  sql.exec(migration001.sql)
  sql.prepare("INSERT INTO notes VALUES ('2611.00001', 'text', 1, 0)").run()
  sql.exec(migration002.sql)
  expect(sql.prepare('SELECT text FROM notes').get()).toEqual({ text: 'text' })
  expect(() => sql.prepare("INSERT INTO files VALUES ('a', 1, null, null, 't', 'elsewhere', 0)").run()).toThrow()
})

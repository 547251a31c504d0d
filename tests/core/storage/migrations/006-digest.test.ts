// Owns the facts about the tables of the digest.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

it('migration 006 keeps what was there, and makes a digest of a kind and day once', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 6)) sql.exec(migration.sql)
  sql.exec("INSERT INTO notes VALUES ('2611.00001', 'mine', 1, 0)")
  for (const migration of migrations.filter(({ version }) => version === 6)) sql.exec(migration.sql)
  expect(sql.prepare('SELECT text FROM notes').get()?.['text']).toBe('mine')
  const insert = "INSERT INTO digests (kind, day, made_at_ms, content) VALUES ('daily', '2026-11-20', 0, '{}')"
  sql.exec(insert)
  expect(() => sql.exec(insert)).toThrow()
  expect(() =>
    sql.exec("INSERT INTO deliveries (digest_id, channel, state, next_try_at_ms, changed_at_ms) VALUES (1, 'pigeon', 'waiting', 0, 0)"),
  ).toThrow()
})

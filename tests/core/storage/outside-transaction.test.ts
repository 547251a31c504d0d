// Owns the facts about transactions of outside rows: whole, and every other transaction waits for the disk as before.
import { expect, test } from 'vitest'
import { outsideTransaction } from '#core/storage/outside-transaction.ts'
import { openLibrary } from '#tests/support/library.ts'

test('does not wait for the disk inside, and does again after it, also when it fails', () => {
  const { store } = openLibrary()
  const synchronous = (): unknown => store.sql.prepare('PRAGMA synchronous').get()?.['synchronous']
  const usual = synchronous()
  expect(outsideTransaction(store, synchronous)).toBe(1)
  expect(synchronous()).toBe(usual)
  expect(() =>
    outsideTransaction(store, () => {
      store.sql.exec("INSERT INTO sync_facts (key, value) VALUES ('a', '1')")
      throw new Error('stopped')
    }),
  ).toThrow('stopped')
  expect([synchronous(), usual, store.sql.prepare('SELECT count(*) AS count FROM sync_facts').get()]).toEqual([2, 2, { count: 0 }])
})

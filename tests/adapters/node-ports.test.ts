// Owns the facts about clock, backup and log.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createLog } from '#adapters/log.ts'
import { clockOffsetFor, createClock, createNodePorts } from '#adapters/node-ports.ts'
import { createSecretFiles } from '#adapters/secret-files.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const never = new AbortController().signal

test('--now moves the clock, and time goes on from there', async () => {
  const clock = createClock(clockOffsetFor('2026-03-02T12:00:00Z'))
  const before = clock.nowMs()
  expect(Math.abs(before - Date.parse('2026-03-02T12:00:00Z'))).toBeLessThan(60_000)
  await clock.sleep(5, { signal: never })
  expect(clock.nowMs()).toBeGreaterThan(before)
})

test('--now that is no time is refused', () => {
  expect(() => clockOffsetFor('yesterday-ish')).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  expect(clockOffsetFor(undefined)).toBe(0)
})

test('a sleep ends with the reason of its signal', async () => {
  const controller = new AbortController()
  const asleep = createClock(0).sleep(2 ** 40, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(asleep).rejects.toThrow('enough')
  await expect(createClock(0).sleep(1, { signal: controller.signal })).rejects.toThrow('enough')
})

test('a backup gets a dated name, can be opened, and never replaces another file', async () => {
  const folder = tempFolder()
  const database = openDatabase(path.join(folder, 'library.sqlite'))
  database.exec('CREATE TABLE t (a TEXT); INSERT INTO t VALUES (1)')
  const ports = createNodePorts({
    secrets: createSecretFiles(folder, {}),
    dataFolder: folder,
    database,
    appVersion: '0',
    clockOffsetMs: clockOffsetFor('2026-03-02T12:00:00Z'),
  })
  const made = await ports.backup(null, { signal: never })
  expect(path.basename(made.path)).toMatch(/^library-2026-03-02T12-\d\d-\d\dZ\.sqlite$/)
  expect(made.bytes).toBe(statSync(made.path).size)
  const copy = openDatabase(made.path, { readOnly: true })
  expect(copy.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 })
  copy.close()
  await expect(ports.backup(made.path, { signal: never })).rejects.toMatchObject({ code: 'conflict' })
  database.close()
})

test('a backup that was stopped leaves no file', async () => {
  const folder = tempFolder()
  const database = openDatabase(path.join(folder, 'library.sqlite'))
  database.exec('CREATE TABLE t (a TEXT)')
  const ports = createNodePorts({ secrets: createSecretFiles(folder, {}), dataFolder: folder, database, appVersion: '0' })
  const controller = new AbortController()
  const made = ports.backup(path.join(folder, 'out', 'copy.sqlite'), { signal: controller.signal })
  controller.abort(new Error('stopped'))
  await expect(made).rejects.toThrow('stopped')
  expect(readdirSync(path.join(folder, 'out'))).toEqual([])
  database.close()
})

test('the file of an open library is examined elsewhere, indexes and all', async () => {
  const folder = tempFolder()
  const database = openDatabase(path.join(folder, 'library.sqlite'))
  database.exec("CREATE TABLE t (a TEXT); CREATE INDEX i ON t (a); INSERT INTO t VALUES ('one'), ('two'), ('three')")
  const ports = createNodePorts({ secrets: createSecretFiles(folder, {}), dataFolder: folder, database, appVersion: '0' })
  expect(await ports.isFileSound()).toBe(true)
  database.close()
  const file = path.join(folder, 'library.sqlite')
  const bytes = readFileSync(file)
  // the word once in the table and once in its index, which comes after it
  bytes.write('thr33', bytes.lastIndexOf('three'))
  writeFileSync(file, bytes)
  expect(await ports.isFileSound()).toBe(false)
  rmSync(file)
  expect(await ports.isFileSound()).toBe(false)
})

test('the log keeps at most three megabytes and cuts long facts', () => {
  const file = path.join(tempFolder(), 'logs', 'dogear.log')
  const log = createLog(file, () => 0)
  for (let index = 0; index < 1200; index += 1) log({ level: 'error', event: 'e', facts: { detail: 'x'.repeat(10_000), index } })
  const sizes = ['', '.1', '.2', '.3'].map((end) => (existsSync(file + end) ? statSync(file + end).size : 0))
  expect(sizes.every((size) => size <= 1024 * 1024)).toBe(true)
  expect(sizes[3]).toBe(0)
  const last = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ level: 'error', event: 'e', index: 1199 })
})

test('a log that can’t be written is no reason to fail', () => {
  createLog('/proc/none/dogear.log', () => 0)({ level: 'info', event: 'e' })
})

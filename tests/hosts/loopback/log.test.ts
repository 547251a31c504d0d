// Owns the fact that the log and the diagnostics hold nothing of what a reader wrote, named or looked for, whatever went wrong with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { connectToHost } from '#tests/support/wire-client.ts'

const WORD = 'zyzzyva'

test('a log of one JSON object a line is kept, and no word of the reader’s is in it or in the diagnostics', async () => {
  const dataFolder = tempFolder()
  const host = await startLoopbackHost({
    dataFolder,
    now: '2026-08-21T20:00:00Z',
    args: ['--offline'],
  })
  onTestFinished(() => host.close())
  const client = await connectToHost(host.url())
  const refused = async (call: Promise<unknown>): Promise<void> => void (await call.catch(() => undefined))
  await client.call('notes.save', { id: 'sample-01', text: WORD, baseRevision: 0 })
  await client.call('tags.add', { ids: ['sample-01'], names: [WORD] })
  await client.call('search.query', { text: `${WORD} OR (` })
  await client.call('searches.save', { query: WORD, name: WORD })
  await client.call('follow.add', { kind: 'author', text: WORD })
  await refused(client.call('notes.save', { id: WORD, text: WORD, baseRevision: 7 }))
  await refused(client.call('papers.addFile', { path: `/${WORD}` }))
  await refused(client.call('library.import', { path: `/${WORD}/a.zip` }))
  await refused(client.call('notes.addImage', { base64: WORD }))
  // what was not foreseen is logged: a row that can't be parsed, with the reader's words in it
  const database = openDatabase(libraryFile(dataFolder))
  database.exec(`UPDATE history SET changes = '${WORD}'`)
  database.close()
  await refused(client.call('history.undo', {}))
  const { text } = await client.call('diagnostics.get', {})
  client.close()
  await host.stop()
  const folder = path.join(dataFolder, 'logs')
  const logs = existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')) : []
  const lines = logs.flatMap((log) => log.trim().split('\n'))
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ at: expect.any(String), level: expect.any(String), event: expect.any(String) })
  expect(lines.filter((line) => line.includes(WORD))).toEqual([])
  expect(text).not.toContain(WORD)
})

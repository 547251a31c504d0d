// Owns the facts about the rules of files: what they ask for within their budget, and what they never take away.
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import type { OfflineSettings } from '#domain/offline.ts'
import { madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { addPapers, paperIds } from '#tests/support/library.ts'
import { memoryPorts, scriptedHttp } from '#tests/support/memory-ports.ts'

const MEGABYTE = 1_000_000
const signal = new AbortController().signal

function pdfOf(name: string): Uint8Array {
  const body = new Uint8Array(MEGABYTE).fill(32)
  body.set(new TextEncoder().encode(`%PDF-1.7 ${name}`))
  body.set(new TextEncoder().encode('\n%%EOF'), MEGABYTE - 6)
  return body
}

function open(rules: Partial<OfflineSettings>) {
  const http = scriptedHttp(({ url }) => (url.includes('/pdf/') ? { body: pdfOf(url) } : { status: 404 }))
  const memory = memoryPorts({ http })
  const settings = (offline: Partial<OfflineSettings>): CoreSettings =>
    CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false, offline: { ...DEFAULT_SETTINGS.offline, ...offline } })
  const app = createApp(memory.ports, { settings: settings(rules), checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  const ids = paperIds(8)
  addPapers(
    { store: { sql: memory.ports.database, transaction: (work) => work() } },
    ids.map((id, at) => ({ id, votes: 100 - at, day: '2026-11-19' })),
  )
  const call = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const outcome = await app.dispatch(name, input, { signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as Record<string, unknown>
  }
  const onDisk = async (): Promise<string[]> => {
    await memory.pass(60_000)
    const { files: stored } = (await call('files.stored', { sort: 'newest' })) as { files: { paperId: string }[] }
    return stored.map(({ paperId }) => paperId).sort()
  }
  return { ...memory, app, ids, call, onDisk, configure: (offline: Partial<OfflineSettings>) => app.configure(settings(offline)) }
}

test('everything shortlisted comes by itself, and what was taken away by hand does not come back', async () => {
  const { ids, call, onDisk } = open({ shortlist: true })
  const [first = '', second = ''] = ids
  await call('triage.decide', { ids: [first, second], state: 'shortlist' })
  expect(await onDisk()).toEqual([first, second])
  const { files } = (await call('files.ofPaper', { paperId: first })) as { files: { hash: string }[] }
  expect(await call('files.remove', { hashes: [files[0]?.hash] })).toMatchObject({ removed: 1, kept: 0, freed: MEGABYTE })
  await call('triage.decide', { ids: [ids[2]], state: 'shortlist' })
  expect(await onDisk()).toEqual([second, ids[2]])
  await call('files.makeOffline', { ids: [first] })
  expect(await onDisk()).toEqual([first, second, ids[2]])
})

test('the top of the newest day comes by votes', async () => {
  const { ids, configure, onDisk } = open({})
  expect(await onDisk()).toEqual([])
  configure({ top: 3 })
  expect(await onDisk()).toEqual(ids.slice(0, 3))
})

test('rules stop at the megabytes of a day and go on the day after', async () => {
  const { ids, configure, onDisk, pass } = open({})
  configure({ top: 8, dailyMegabytes: 4 })
  // one at a time, and what came so far weighs a megabyte each: nothing more is begun that might go beyond four
  const first = await onDisk()
  expect(first).toEqual(ids.slice(0, 2))
  await pass(24 * 3_600_000)
  configure({ top: 8, dailyMegabytes: 5 })
  expect((await onDisk()).length).toBeGreaterThan(2)
})

test('too much on the disk: what is dismissed goes first; marked, pinned and just opened files stay', async () => {
  const { ids, call, onDisk, configure, pass } = open({})
  const [marked = '', pinned = '', dismissed = '', plain = '', opened = ''] = ids
  await call('files.makeOffline', { ids: [marked, pinned, dismissed, plain, opened] })
  expect(await onDisk()).toHaveLength(5)
  const hashOf = async (paperId: string): Promise<string> => {
    const { files } = (await call('files.ofPaper', { paperId })) as { files: { hash: string }[] }
    return files[0]?.hash ?? ''
  }
  await call('annotations.add', { annotations: [{ ...madeDraft(1), paperId: marked, fileHash: await hashOf(marked) }] })
  await call('files.pin', { hashes: [await hashOf(pinned)], pinned: true })
  await call('triage.decide', { ids: [dismissed], state: 'dismissed' })
  await pass(24 * 3_600_000)
  await call('files.get', { hash: await hashOf(opened) })
  configure({ mostMegabytes: 4 })
  expect(await onDisk()).toEqual([marked, pinned, plain, opened])
  configure({ mostMegabytes: 1 })
  expect(await onDisk()).toEqual([marked, pinned, opened])
  expect(await call('files.remove', { hashes: [await hashOf(marked), await hashOf(pinned)] })).toMatchObject({ removed: 0, kept: 2 })
  await call('history.undo', {})
})

test('pinning is undone like anything else', async () => {
  const { ids, call, onDisk } = open({})
  await call('files.makeOffline', { ids: [ids[0]] })
  await onDisk()
  const { files } = (await call('files.ofPaper', { paperId: ids[0] })) as { files: { hash: string }[] }
  await call('files.pin', { hashes: [files[0]?.hash], pinned: true })
  expect(await call('files.ofPaper', { paperId: ids[0] })).toMatchObject({ pinned: [files[0]?.hash] })
  await call('history.undo', {})
  expect(await call('files.ofPaper', { paperId: ids[0] })).toMatchObject({ pinned: [] })
})

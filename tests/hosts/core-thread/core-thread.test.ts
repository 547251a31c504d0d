// Owns the facts about core in its thread: calls, events, falls and restarts, a library that can't be opened.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listBackups } from '#adapters/backups.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import type { EventFrame } from '#contract/api.ts'
import { type Core, type CoreOptions, type CoreState, createCore, startCore, waitsForReader } from '#hosts/core-thread/core-thread.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { failReads, whyNoFailingReads } from '#tests/support/failing-reads.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const never = new AbortController().signal
const REAL = path.join(repositoryRoot, 'src-main/hosts/core-thread/core-worker.ts')
const FALLING = path.join(import.meta.dirname, 'falling-worker.ts')

function options(dataFolder: string, workerFile = REAL): CoreOptions {
  const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false })
  return { workerFile, dataFolder, settings, appVersion: '0.0.0', clockOffsetMs: 0 }
}

async function start(dataFolder: string, workerFile = REAL): Promise<Core> {
  const core = await startCore(options(dataFolder, workerFile))
  onTestFinished(() => core.close())
  return core
}

function nextState(core: Core, phase: CoreState['phase']): Promise<CoreState> {
  return new Promise((resolve) => {
    const stop = core.onState((state) => {
      if (state.phase !== phase) return
      stop()
      resolve(state)
    })
  })
}

test('answers calls and passes events on', async () => {
  const core = await start(tempFolder())
  const events: EventFrame['name'][] = []
  core.onEvent(({ name }) => events.push(name))
  const status = await core.call('library.status', {}, { signal: never })
  expect(status).toMatchObject({ ok: true, value: { appVersion: '0.0.0' } })
  expect(await core.call('triage.decide', { ids: ['sample-01'], state: 'later' }, { signal: never })).toMatchObject({ ok: true })
  expect(events).toContain('changed')
  expect(await core.call('no.such', {}, { signal: never })).toMatchObject({ ok: false, error: { code: 'unsupported' } })
})

test('a window that is closed is told nothing more, of events or of how core is', async () => {
  const core = await start(tempFolder())
  const heard: unknown[] = []
  const stops = [core.onState((state) => heard.push(state)), core.onEvent((frame) => heard.push(frame))]
  for (const stop of stops) stop()
  const up = nextState(core, 'up')
  await core.call('triage.decide', { ids: ['sample-01'], state: 'later' }, { signal: never })
  await core.care({ kind: 'start-fresh' })
  await up
  expect(heard).toEqual([])
})

test('what was acknowledged is there after closing and opening again', async () => {
  const folder = tempFolder()
  const first = await startCore(options(folder))
  await first.call('notes.save', { id: 'sample-02', text: 'kept ✓', baseRevision: 0 }, { signal: never })
  await first.close()
  const second = await start(folder)
  expect(await second.call('notes.get', { id: 'sample-02' }, { signal: never })).toMatchObject({
    ok: true,
    value: { note: { text: 'kept ✓' } },
  })
})

test('a second one on the same folder is refused with a sentence, and the first goes on', async () => {
  const folder = tempFolder()
  const first = await start(folder)
  await expect(startCore(options(folder))).rejects.toMatchObject({ code: 'busy', message: expect.stringMatching(/\.$/) })
  expect(await first.call('library.status', {}, { signal: never })).toMatchObject({ ok: true })
})

test('reading beside a writer works', async () => {
  const folder = tempFolder()
  await start(folder)
  const reader = await startCore({ ...options(folder), readOnly: true })
  onTestFinished(() => reader.close())
  expect(await reader.call('library.status', {}, { signal: never })).toMatchObject({ ok: true })
  expect(await reader.call('triage.decide', { ids: ['sample-01'], state: 'later' }, { signal: never })).toMatchObject({
    ok: false,
    error: { code: 'read-only' },
  })
})

test('a library of a newer version is refused and not one byte of it changes', async () => {
  const folder = tempFolder()
  await (await startCore(options(folder))).close()
  const file = path.join(folder, 'library.sqlite')
  const database = openDatabase(file)
  database.exec('PRAGMA user_version = 9999')
  database.close()
  const before = readFileSync(file)
  await expect(startCore(options(folder))).rejects.toMatchObject({ code: 'newer-database' })
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a damaged library is refused and left as it is; a good one in its place opens on retry', async () => {
  const folder = tempFolder()
  const file = path.join(folder, 'library.sqlite')
  writeFileSync(file, Buffer.alloc(20_000, 'damaged '))
  const core = createCore(options(folder))
  onTestFinished(() => core.close())
  await expect(core.ready).rejects.toMatchObject({ code: 'damaged-database' })
  if (core.state().phase !== 'down') await nextState(core, 'down')
  expect(core.state()).toMatchObject({ phase: 'down', failure: { code: 'damaged-database' } })
  expect(await core.call('library.status', {}, { signal: never })).toMatchObject({
    ok: false,
    error: { code: 'damaged-database', retryable: true },
  })
  expect(readFileSync(file).equals(Buffer.alloc(20_000, 'damaged '))).toBe(true)

  writeFileSync(file, '')
  const up = nextState(core, 'up')
  core.retry()
  await up
  expect(await core.call('library.status', {}, { signal: never })).toMatchObject({ ok: true })
})

testUnless(whyNoFailingReads())(
  'a library that the disk does not give is not taken for a damaged one, and opens by itself when it does',
  async () => {
    const folder = tempFolder()
    const file = path.join(folder, 'library.sqlite')
    const first = await startCore(options(folder))
    await first.call('notes.save', { id: 'sample-02', text: 'kept ✓', baseRevision: 0 }, { signal: never })
    await first.close()
    const mend = await failReads(process.pid, [file])
    const core = createCore(options(folder))
    onTestFinished(() => core.close())
    try {
      await expect(core.ready).rejects.toMatchObject({ code: 'failing-disk', message: expect.stringMatching(/^The disk could not read/) })
      expect(core.state()).toMatchObject({ phase: 'down' })
      expect(waitsForReader(core.state())).toBe(false)
    } finally {
      await mend()
    }
    if (core.state().phase !== 'up') await nextState(core, 'up')
    expect(await core.call('notes.get', { id: 'sample-02' }, { signal: never })).toMatchObject({
      ok: true,
      value: { note: { text: 'kept ✓' } },
    })
    expect(listBackups(folder)).toEqual([])
  },
)

for (const fall of ['throw', 'exit'] as const) {
  test(`when the thread falls (${fall}) its calls get a retryable failure, it is said, and it is started again`, async () => {
    const folder = tempFolder()
    const core = await start(folder, FALLING)
    const states: CoreState['phase'][] = []
    core.onState((state) => states.push(state.phase))
    const up = nextState(core, 'up')
    const answers = await Promise.all([core.call('never', {}, { signal: never }), core.call(fall, {}, { signal: never })])
    for (const answer of answers)
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'internal', retryable: true, message: expect.stringMatching(/started again/) },
      })
    expect(await core.call('echo', 1, { signal: never })).toMatchObject({ ok: false, error: { retryable: true } })
    await up
    expect(states).toEqual(['down', 'up'])
    expect(await core.call('echo', { a: 1 }, { signal: never })).toEqual({ ok: true, value: { a: 1 } })
    expect(readFileSync(path.join(folder, 'logs', 'dogear.log'), 'utf8')).toContain('core fell')
  })
}

test('calls made while it opens wait for it', async () => {
  const core = createCore(options(tempFolder()))
  onTestFinished(() => core.close())
  expect(core.state().phase).toBe('starting')
  expect(await core.call('library.status', {}, { signal: never })).toMatchObject({ ok: true })
})

test('a bug at the start is told as a failure, not thrown at the process', async () => {
  await expect(startCore({ ...options(tempFolder(), FALLING), appVersion: 'throws at start' })).rejects.toMatchObject({ code: 'internal' })
})

test('a thread that is stuck is ended, said and started again; one that is busy for a while is left alone', async () => {
  const folder = tempFolder()
  const core = await startCore({ ...options(folder, FALLING), beatMs: 150 })
  onTestFinished(() => core.close())
  const up = nextState(core, 'up')
  expect(await core.call('stick', {}, { signal: never })).toMatchObject({
    ok: false,
    error: { retryable: true, message: expect.stringMatching(/did not answer any more and is being started again/) },
  })
  await up
  expect(await core.call('echo', 1, { signal: never })).toEqual({ ok: true, value: 1 })
  expect(readFileSync(path.join(folder, 'logs', 'dogear.log'), 'utf8')).toContain('core stuck')
})

test('the library is closed for what is done to its files, and what is asked meanwhile is answered as away', async () => {
  const folder = tempFolder()
  const core = await start(folder)
  const note = async (): Promise<unknown> => await core.call('notes.get', { id: 'sample-01' }, { signal: never })
  const first = await core.call('notes.save', { id: 'sample-01', text: 'first', baseRevision: 0 }, { signal: never })
  const baseRevision = first.ok ? (first.value as { revision: number }).revision : 0
  const copy = await core.call('library.backup', {}, { signal: never })
  const name = path.basename(copy.ok ? (copy.value as { path: string }).path : '')
  await core.call('notes.save', { id: 'sample-01', text: 'second', baseRevision }, { signal: never })

  const up = nextState(core, 'up')
  const restored = core.care({ kind: 'restore', name })
  expect(core.state().phase).toBe('down')
  expect(await core.care({ kind: 'start-fresh' })).toMatchObject({ ok: false, error: { code: 'busy' } })
  expect(await note()).toMatchObject({ ok: false, error: { code: 'busy', retryable: true } })
  const outcome = await restored
  expect(outcome).toMatchObject({ ok: true, value: { sentence: expect.stringContaining(name) } })
  await up
  expect(await note()).toMatchObject({ ok: true, value: { note: { text: 'first' } } })

  const again = nextState(core, 'up')
  const keptAs = outcome.ok ? ((outcome.value as { keptAs: string | null }).keptAs ?? '') : ''
  expect(await core.care({ kind: 'restore', name: keptAs })).toMatchObject({ ok: true })
  await again
  expect(await note()).toMatchObject({ ok: true, value: { note: { text: 'second' } } })
})

test('a damaged library is opened again after the reader’s choice', async () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'library.sqlite'), Buffer.alloc(20_000, 'damaged '))
  const core = createCore(options(folder))
  onTestFinished(() => core.close())
  await expect(core.ready).rejects.toMatchObject({ code: 'damaged-database' })
  expect(waitsForReader(core.state())).toBe(true)
  const up = nextState(core, 'up')
  expect(await core.care({ kind: 'start-fresh' })).toMatchObject({ ok: true, value: { keptAs: expect.stringMatching(/damaged\.sqlite$/) } })
  await up
  expect(await core.call('library.status', {}, { signal: never })).toMatchObject({ ok: true })
  expect(readFileSync(path.join(folder, 'backups', listBackups(folder)[0]?.name ?? '')).toString()).toMatch(/^damaged /)
})

test('a cancelled call answers cancelled; one cancelled before it is sent never goes', async () => {
  const core = await start(tempFolder())
  expect(await core.call('library.status', {}, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  const controller = new AbortController()
  const answer = core.call('sync.run', {}, { signal: controller.signal })
  controller.abort()
  expect(await answer).toMatchObject({ ok: false })
})

test('after closing every call gets an answer', async () => {
  const core = await startCore(options(tempFolder()))
  await Promise.all([core.close(), core.close()])
  expect(await core.call('library.status', {}, { signal: never })).toMatchObject({ ok: false, error: { code: 'busy' } })
})

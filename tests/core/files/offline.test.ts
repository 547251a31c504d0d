// Owns the facts about making papers offline: fetched one by one, checked, kept once, and gone on with after a restart.
import { onTestFinished, expect, test } from 'vitest'
import { type App, createApp } from '#core/app.ts'
import type { HttpGet } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { addPapers } from '#tests/support/library.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const PDF = new TextEncoder().encode('%PDF-1.7\nthe words of a made file\n%%EOF\n')
const PAPER = '2611.00001'
const signal = new AbortController().signal
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false })

function answering(status: number, body: Uint8Array, headers: Record<string, string> = {}): HttpGet {
  return ({ url }) =>
    Promise.resolve({
      status: url.includes('/pdf/') ? status : 404,
      header: (name: string) => headers[name.toLowerCase()] ?? null,
      body: (async function* () {
        await Promise.resolve()
        yield body
      })(),
    })
}

function open(http: HttpGet, path = ':memory:') {
  const memory = memoryPorts({ http, path })
  const app = createApp(memory.ports, { settings, checkOutputs: true })
  onTestFinished(() => app.close())
  return { ...memory, app }
}

async function value(app: App, name: string, input: unknown): Promise<Record<string, unknown>> {
  const outcome = await app.dispatch(name, input, { signal })
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value as Record<string, unknown>
}

const filesOf = async (app: App): Promise<Record<string, unknown>[]> =>
  (await value(app, 'files.ofPaper', { paperId: PAPER }))['files'] as Record<string, unknown>[]
const failureOf = async (app: App): Promise<unknown> =>
  ((await value(app, 'files.queue', {}))['queue'] as { failure: string | null }[])[0]?.failure

test('a paper made offline is fetched from arXiv, named by its hash, and knows its version', async () => {
  const { app, until, requested } = open(answering(200, PDF, { 'content-disposition': `inline; filename="${PAPER}v3.pdf"` }))
  expect(await value(app, 'files.makeOffline', { ids: [PAPER] })).toEqual({ queued: 1, sentence: 'Fetching the PDF.' })
  await until(() => requested.length > 0)
  await expect.poll(async () => await filesOf(app)).toMatchObject([{ paperId: PAPER, version: 3, bytes: PDF.byteLength, origin: 'arxiv' }])
  const [file] = await filesOf(app)
  expect(await value(app, 'files.get', { hash: file?.['hash'] })).toMatchObject({ file: { paperId: PAPER } })
  expect(await value(app, 'files.makeOffline', { ids: [PAPER] })).toMatchObject({ queued: 0 })
})

test('a page instead of a PDF is not kept, and the queue says why', async () => {
  const { app } = open(answering(200, new TextEncoder().encode('<html>not a file</html>')))
  await value(app, 'files.makeOffline', { ids: [PAPER] })
  await expect.poll(async () => await failureOf(app)).toMatch(/page instead of the PDF/)
  expect(await filesOf(app)).toEqual([])
})

test('a paper without a PDF is told as such', async () => {
  const { app } = open(answering(404, new Uint8Array()))
  await value(app, 'files.makeOffline', { ids: [PAPER] })
  await expect.poll(async () => await failureOf(app)).toBe('arXiv has no PDF for this paper.')
})

test('a paper whose PDF is closed is told as such, and asked for once', async () => {
  const { app, requested } = open(answering(403, new Uint8Array()))
  await value(app, 'files.makeOffline', { ids: [PAPER] })
  await expect.poll(async () => await failureOf(app)).toBe('arXiv does not give out the PDF of this paper.')
  expect(requested).toHaveLength(1)
})

test('without a network it waits, also across a restart, and is fetched when there is one', async () => {
  const path = `${tempFolder()}/library.sqlite`
  const first = open(() => Promise.reject(new DogearError('offline', 'No cable.')), path)
  await value(first.app, 'files.makeOffline', { ids: [PAPER] })
  await first.app.close()
  const second = open(answering(200, PDF), path)
  expect(await value(second.app, 'files.queue', {})).toMatchObject({ waiting: 1 })
  second.app.configure(settings)
  await second.pass(10_000)
  await expect.poll(async () => await filesOf(second.app)).toHaveLength(1)
})

test('emptying the queue keeps what is there and fetches nothing more', async () => {
  const { app } = open(() => new Promise(() => undefined))
  await value(app, 'files.makeOffline', { ids: [PAPER, '2611.00002'] })
  await value(app, 'files.cancel', {})
  expect(await value(app, 'files.queue', {})).toMatchObject({ queue: [], waiting: 0 })
})

test('a file that is away loses its dot, keeps its row, and has its dot again when it is back', async () => {
  const { app, files, dot } = await withPdf()
  const [hash = '', bytes] = [...files.kept][0] ?? []
  files.kept.delete(hash)
  expect(await filesOf(app)).toEqual([])
  expect(await dot()).toBe(false)
  files.kept.set(hash, bytes ?? PDF)
  expect(await filesOf(app)).toMatchObject([{ hash, paperId: PAPER }])
  expect(await dot()).toBe(true)
})

test('a file that was cut short counts as away, and making it offline fetches it again', async () => {
  const { app, files, pass } = await withPdf()
  const [hash = ''] = files.kept.keys()
  files.kept.set(hash, PDF.subarray(0, 3))
  expect(await value(app, 'files.makeOffline', { ids: [PAPER] })).toMatchObject({ queued: 1 })
  await pass(5_000)
  await expect.poll(() => files.kept.get(hash)?.byteLength).toBe(PDF.byteLength)
})

test('at the start every file is looked for, so that no dot lies', async () => {
  const { app, files, dot } = await withPdf()
  files.kept.clear()
  app.start()
  await expect.poll(dot).toBe(false)
})

test('a full disk stops the queue at the first paper and says why', async () => {
  const { app, ports, requested } = open(answering(200, PDF))
  ports.libraryFiles.openPart = () => Promise.reject(new DogearError('disk-full', 'The disk is full.', { retryable: true }))
  await value(app, 'files.makeOffline', { ids: [PAPER, '2611.00002'] })
  await expect.poll(async () => (await value(app, 'files.queue', {}))['waiting']).toBe(1)
  expect(await value(app, 'files.queue', {})).toMatchObject({
    fetching: null,
    queue: [{ failure: null }, { failure: 'The disk is full.' }],
  })
  expect(requested.filter((url) => url.includes('/pdf/'))).toHaveLength(1)
})

/** The paper with its PDF on disk. */
async function withPdf() {
  const opened = open(answering(200, PDF))
  const { app, ports, files } = opened
  addPapers({ store: { sql: ports.database, transaction: (work) => work() } }, [{ id: PAPER }])
  await value(app, 'files.makeOffline', { ids: [PAPER] })
  await expect.poll(async () => await filesOf(app)).toHaveLength(1)
  const dot = async (): Promise<unknown> =>
    ((await value(app, 'papers.rows', { ids: [PAPER] }))['rows'] as { offlineReady: boolean }[])[0]?.offlineReady
  return { app, files, dot, pass: opened.pass }
}

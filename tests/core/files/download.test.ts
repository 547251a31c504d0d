// Owns the facts about fetching a PDF over a line that breaks: gone on with, checked, and begun anew where it changed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAnnotationFiles } from '#adapters/annotation-files.ts'
import { createHttpGet } from '#adapters/http.ts'
import { createLibraryFiles } from '#adapters/library-files.ts'
import { createApp } from '#core/app.ts'
import { nextWanted, wantVersionsOfFiles } from '#core/storage/arxiv-rows.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { addPapers } from '#tests/support/library.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const PAPER = '2611.00001'
const signal = new AbortController().signal

/** A PDF of that many bytes whose bytes differ by `seed`. */
function pdfOf(bytes: number, seed = 1): Uint8Array {
  const body = Uint8Array.from({ length: bytes }, (_, at) => 32 + ((at * 31 * seed) % 90))
  body.set(new TextEncoder().encode('%PDF-1.7\n'))
  body.set(new TextEncoder().encode('\n%%EOF\n'), bytes - 7)
  return body
}

async function open({ pdfs, folder = tempFolder() }: { pdfs: Record<string, Uint8Array>; folder?: string }) {
  const replica = await startReplica({ pdfContents: pdfs, days: new Map() })
  onTestFinished(() => replica.close())
  const memory = memoryPorts({ http: loopbackOnly(createHttpGet()), path: path.join(folder, 'library.sqlite') })
  memory.ports.libraryFiles = memory.watch(createLibraryFiles(folder))
  memory.ports.annotationFiles = memory.watch(createAnnotationFiles(folder))
  const settings = CoreSettings.parse({
    ...DEFAULT_SETTINGS,
    huggingFaceUrl: replica.url,
    arxivUrl: replica.url,
    fillArchive: false,
    fetchArxiv: false,
  })
  const app = createApp(memory.ports, { settings, checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  addPapers({ store: { sql: memory.ports.database, transaction: (work) => work() } }, [{ id: PAPER }, { id: '2611.00002' }])
  const call = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const outcome = await app.dispatch(name, input, { signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as Record<string, unknown>
  }
  const files = async (paperId = PAPER): Promise<{ hash: string; bytes: number; version: number | null }[]> =>
    (await call('files.ofPaper', { paperId }))['files'] as { hash: string; bytes: number; version: number | null }[]
  const asked = () => replica.requests.filter((request) => request.path.startsWith('/pdf/'))
  const hasFiles = async (count: number, paperId = PAPER): Promise<void> => {
    await expect
      .poll(async () => {
        await memory.pass(5_000)
        return (await files(paperId)).length
      })
      .toBe(count)
  }
  return { ...memory, app, replica, folder, call, files, asked, hasFiles }
}

test('a line that breaks in the middle is gone on with from there, and the file is whole', async () => {
  const pdf = pdfOf(900_000)
  const { replica, call, files, asked, hasFiles } = await open({ pdfs: { [`${PAPER}v2`]: pdf } })
  replica.setFaults(['cut-off=1@/pdf/'])
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  expect(await files()).toMatchObject([{ bytes: pdf.byteLength, version: 2 }])
  const [first, second] = asked()
  expect(first?.headers.range).toBeUndefined()
  expect(second?.headers.range).toMatch(/^bytes=[1-9]\d*-$/)
  expect(second?.headers['if-range']).toMatch(/^"/)
  expect(second?.status).toBe(206)
})

test('a PDF that changed between two parts is begun anew, never put together of both', async () => {
  const contents = { [PAPER]: pdfOf(900_000) }
  const { replica, call, files, asked, hasFiles } = await open({ pdfs: contents })
  replica.setFaults(['cut-off=1@/pdf/', 'changed-etag=1@/pdf/'])
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  const [file] = await files()
  expect(file?.hash).toBe(createLibraryFiles(tempFolder()).keep(contents[PAPER] ?? new Uint8Array()))
  expect(asked().some(({ fault }) => fault === 'changed-etag')).toBe(true)
})

test('a part that is longer than the file there is now is dropped', async () => {
  const { ports, replica, call, hasFiles, asked } = await open({ pdfs: { [PAPER]: pdfOf(300_000) } })
  replica.setFaults(['cut-off=1@/pdf/'])
  await call('files.makeOffline', { ids: [PAPER] })
  await expect.poll(() => ports.libraryFiles.partBytes(PAPER)).toBeGreaterThan(0)
  const part = await ports.libraryFiles.openPart(PAPER, ports.libraryFiles.partBytes(PAPER))
  await part.write(new Uint8Array(900_000))
  await part.close()
  await hasFiles(1)
  expect(asked().some(({ status }) => status === 416)).toBe(true)
})

test('a body that ends too soon is not kept, and is asked for again', async () => {
  const { replica, call, files, hasFiles, asked } = await open({ pdfs: { [PAPER]: pdfOf(500_000) } })
  replica.setFaults(['truncated-json=1@/pdf/'])
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  expect((await files())[0]?.bytes).toBe(500_000)
  expect(asked().length).toBeGreaterThan(1)
})

test('the same bytes for a second paper are kept once and belong to both', async () => {
  const pdf = pdfOf(5_000)
  const { call, files, hasFiles } = await open({ pdfs: { [PAPER]: pdf, '2611.00002': pdf } })
  await call('files.makeOffline', { ids: [PAPER, '2611.00002'] })
  await hasFiles(1)
  await hasFiles(1, '2611.00002')
  expect((await files())[0]?.hash).toBe((await files('2611.00002'))[0]?.hash)
  const { rows } = (await call('papers.rows', { ids: [PAPER, '2611.00002'] })) as { rows: { offlineReady: boolean }[] }
  expect(rows.map(({ offlineReady }) => offlineReady)).toEqual([true, true])
  expect(await call('files.queue', {})).toMatchObject({ onDisk: { files: 1 } })
})

test('a newer version takes the place of one with nothing on it; arXiv is asked with the ETag that is known', async () => {
  const contents: Record<string, Uint8Array> = { [`${PAPER}v1`]: pdfOf(5_000) }
  const { replica, call, files, asked, hasFiles, pass } = await open({ pdfs: contents })
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  await call('files.fetchNewer', { ids: [PAPER] })
  await pass(5_000)
  expect(asked().at(-1)?.status).toBe(304)
  expect(await call('files.queue', {})).toMatchObject({ waiting: 0, failed: 0 })
  expect(await files()).toMatchObject([{ version: 1 }])
  replica.addPdf(`${PAPER}v2`, pdfOf(6_000, 2))
  await call('files.fetchNewer', { ids: [PAPER] })
  await expect
    .poll(async () => {
      await pass(5_000)
      return (await files()).map(({ version }) => version)
    })
    .toEqual([2])
})

test('an older version with a pin stays beside the newer one', async () => {
  const { replica, call, files, hasFiles } = await open({ pdfs: { [`${PAPER}v1`]: pdfOf(5_000) } })
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  const [old] = await files()
  await call('files.pin', { hashes: [old?.hash], pinned: true })
  replica.addPdf(`${PAPER}v2`, pdfOf(6_000, 2))
  await call('files.fetchNewer', { ids: [PAPER] })
  await hasFiles(2)
  expect((await files()).map(({ version }) => version)).toEqual([2, 1])
  expect(await call('files.ofPaper', { paperId: PAPER })).toMatchObject({ pinned: [old?.hash] })
})

test('a program that is killed in the middle leaves a part, and the next one goes on with it', async () => {
  const folder = tempFolder()
  const pdf = pdfOf(2_000_000)
  const { replica, ports, call, files, asked, hasFiles } = await open({ pdfs: { [PAPER]: pdf }, folder })
  replica.setFaults([{ name: 'stall', match: '/pdf/', times: 1 }])
  const script = path.join(repositoryRoot, 'tests/core/files/download-process.ts')
  const child = spawn(process.execPath, [script, folder, replica.url, PAPER], { stdio: 'inherit', cwd: repositoryRoot })
  const ended = once(child, 'exit')
  await expect.poll(() => ports.libraryFiles.partBytes(PAPER)).toBeGreaterThan(100_000)
  child.kill('SIGKILL')
  await ended
  const had = ports.libraryFiles.partBytes(PAPER)
  await call('files.putFirst', { ids: [PAPER] })
  await hasFiles(1)
  expect(asked().at(-1)?.headers.range).toBe(`bytes=${had}-`)
  expect((await files())[0]?.bytes).toBe(pdf.byteLength)
  expect(existsSync(path.join(folder, 'library', 'parts', `${PAPER}.part`))).toBe(false)
})

test('a record that is older than a week is read again where its PDF is on disk, and a newer version is told', async () => {
  const { call, hasFiles, ports } = await open({ pdfs: { [`${PAPER}v1`]: pdfOf(5_000) } })
  await call('files.makeOffline', { ids: [PAPER] })
  await hasFiles(1)
  const store = { sql: ports.database, transaction: <T>(work: () => T): T => work() }
  const record = (id: string, version: number): void =>
    store.sql.exec(`INSERT OR REPLACE INTO arxiv_records (paper_id, version, title, abstract, authors, categories, fetched_at_ms)
      VALUES ('${id}', ${version}, 't', 'a', '[]', '[]', 1000)`)
  record(PAPER, 1)
  record('2611.00002', 1)
  expect(await call('files.ofPaper', { paperId: PAPER })).toMatchObject({ newerVersion: null })
  wantVersionsOfFiles(store, 1000)
  expect(nextWanted(store, 5_000, 10)).toEqual([])
  wantVersionsOfFiles(store, 1001)
  expect(nextWanted(store, 5_000, 10)).toEqual([PAPER])
  record(PAPER, 3)
  expect(await call('files.ofPaper', { paperId: PAPER })).toMatchObject({ newerVersion: 3 })
})

// Owns the proof that a file of somebody else's library can do no harm: refused with a sentence, or taken over into a library that still answers.
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { createApp } from '#core/app.ts'
import { unpackArchive } from '#core/exchange/archive-file.ts'
import { archiveTables, readTable } from '#core/storage/archive-rows.ts'
import { SCHEMA_VERSION, type Store } from '#core/storage/store.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { fillAsSchema, FIXTURE_PAPER } from '#tests/fixtures/schema-libraries.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { seed } from '#tests/support/seed.ts'
import { hostileAddress, hostileJson, hostileText, inputs } from './hostile-text.ts'

const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false })
const signal = new AbortController().signal
const HASH = 'ab'.repeat(32)
const FILE = '/in.zip'

let [given, refused] = [0, 0]
afterAll(() => void process.stdout.write(`${given} hostile archives, ${refused} refused with a sentence, seed ${seed}\n`))

function openDesk() {
  const memory = memoryPorts()
  const files = memoryAnnotationFiles()
  const app = createApp({ ...memory.ports, annotationFiles: files }, { settings, checkOutputs: true })
  const store: Store = { sql: memory.ports.database, transaction: (work) => work() }
  return {
    ...memory,
    app,
    files,
    store,
    ask: async (name: CallName, input: unknown) => await memory.finish(app.dispatch(name, input, { signal })),
  }
}

type Desk = ReturnType<typeof openDesk>

/** The parts of the archive of a library that has rows in every table. */
async function fullArchive(): Promise<Record<string, Uint8Array>> {
  const memory = memoryPorts()
  const database = openDatabase(':memory:')
  fillAsSchema(database, SCHEMA_VERSION)
  const files = memoryAnnotationFiles()
  const app = createApp({ ...memory.ports, database, annotationFiles: files }, { settings, checkOutputs: true })
  const done = await memory.finish(app.dispatch('library.archive', { path: FILE }, { signal }))
  expect(done).toMatchObject({ ok: true })
  await memory.finish(app.close())
  return unzipSync(files.outside.get(FILE) as Uint8Array)
}

/** What a window asks of a library, sooner or later. */
const ASKED: readonly (readonly [CallName, unknown])[] = [
  ['library.status', {}],
  ['papers.list', { place: { kind: 'inbox' } }],
  ['papers.list', { place: { kind: 'all' } }],
  ['papers.list', { place: { kind: 'state', state: 'later' } }],
  ['papers.list', { place: { kind: 'notes' } }],
  ['papers.list', { place: { kind: 'trending' } }],
  ['papers.list', { place: { kind: 'since', what: 'code' } }],
  ['papers.rows', { ids: [FIXTURE_PAPER, '2603.50002'] }],
  ['papers.get', { id: FIXTURE_PAPER }],
  ['papers.feed', { of: 'day', format: 'atom' }],
  ['pictures.ofPapers', { ids: [FIXTURE_PAPER] }],
  ['notes.get', { id: FIXTURE_PAPER }],
  ['tags.list', {}],
  ['history.list', {}],
  ['search.query', { text: 'calm' }],
  ['searches.list', {}],
  ['annotations.list', {}],
  ['annotations.ofPaper', { paperId: FIXTURE_PAPER }],
  ['reading.get', { hash: HASH }],
  ['files.stored', {}],
  ['files.ofPaper', { paperId: FIXTURE_PAPER }],
  ['texts.get', { paperId: FIXTURE_PAPER }],
  ['digest.outbox', {}],
  ['digest.preview', {}],
  ['insights.get', {}],
  ['days.list', { from: '2026-02-20', to: '2026-03-05' }],
  ['sync.activity', {}],
  ['citations.keys', { ids: [FIXTURE_PAPER] }],
  ['library.export', { format: 'bibtex', path: '/out.bib' }],
  ['library.export', { format: 'csv', path: '/out.csv' }],
  ['library.archive', { path: '/out.zip' }],
  ['library.verify', {}],
  ['history.undo', {}],
]

async function answers({ ask }: Desk): Promise<string[]> {
  const failures: string[] = []
  for (const [name, input] of ASKED) {
    const outcome = await ask(name, input)
    if (!outcome.ok && ['internal', 'invalid-input'].includes(outcome.error.code))
      failures.push(`${name}: ${outcome.error.detail?.slice(0, 300)}`)
  }
  return failures
}

const cell = fc.oneof(
  hostileText,
  hostileAddress,
  hostileJson.map((value) => JSON.stringify(value) ?? 'null'),
  fc.constantFrom<unknown>(null, -1, 0.5, 9e15, 1e18, 1e300, 2 ** 53, '', '[]', '{}', '[null]', '{"name":1}', '9999-99-99', '[["[["]]', {
    base64: '%%%',
  }),
)

test('an archive with one odd value in any column of any table is refused, or the library answers everything as before', async () => {
  const parts = await fullArchive()
  const tables = Object.keys(parts).filter((name) => name.startsWith('tables/') && (parts[name]?.byteLength ?? 0) > 0)
  const decoder = new TextDecoder()
  const places = tables.flatMap((table) => {
    const [first = '{}'] = decoder.decode(parts[table]).split('\n')
    return Object.keys(JSON.parse(first) as object).map((column) => ({ table, column }))
  })
  expect(places.length).toBeGreaterThan(150)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), cell, fc.boolean(), async ({ table, column }, value, intoFull) => {
      given += 1
      const lines = decoder.decode(parts[table]).trim().split('\n')
      const [first = '{}', ...others] = lines
      const poisoned = JSON.stringify({ ...(JSON.parse(first) as object), [column]: value })
      const desk = openDesk()
      if (intoFull) await desk.ask('notes.save', { id: FIXTURE_PAPER, text: 'mine', baseRevision: 0 })
      const before = archiveTables(desk.store).map((name) => [name, readTable(desk.store, name)])
      desk.files.outside.set(FILE, zipSync({ ...parts, [table]: strToU8([poisoned, ...others, ''].join('\n')) }, { level: 0 }))
      const outcome = await desk.ask('library.import', { path: FILE })
      if (!outcome.ok) {
        refused += 1
        expect(outcome.error.code).toBe('invalid-input')
        expect(archiveTables(desk.store).map((name) => [name, readTable(desk.store, name)])).toEqual(before)
      } else expect(await answers(desk)).toEqual([])
      await desk.finish(desk.app.close())
    }),
    { seed, numRuns: Math.ceil(inputs / 10) },
  )
})

test('the archive that the odd ones are made of is taken over whole', async () => {
  const desk = openDesk()
  desk.files.outside.set(FILE, zipSync(await fullArchive(), { level: 0 }))
  expect(await desk.ask('library.import', { path: FILE })).toMatchObject({ ok: true, value: { papers: 3 } })
  expect(await answers(desk)).toEqual([])
  await desk.finish(desk.app.close())
})

/** One file of a zip (APPNOTE 4.3.7), packed already; enough of one for a program that reads from the front. */
function packedFile(name: string, packed: Uint8Array, bytes: number): Uint8Array {
  const head = new DataView(new ArrayBuffer(30))
  head.setUint32(0, 0x04_03_4b_50, true)
  head.setUint16(4, 20, true)
  head.setUint16(8, 8, true)
  head.setUint32(18, packed.byteLength, true)
  head.setUint32(22, bytes, true)
  head.setUint16(26, name.length, true)
  return Buffer.concat([new Uint8Array(head.buffer), Buffer.from(name), packed])
}

const MB = 1_000_000
const SIZE = 300 * MB

/** Notes how far it was read. */
class Watched extends Uint8Array {
  furthest = 0
  override subarray(from = 0, to = this.length): Uint8Array<ArrayBuffer> {
    this.furthest = Math.max(this.furthest, to)
    return new Uint8Array(this.buffer as ArrayBuffer, this.byteOffset + from, to - from)
  }
}

test('a file that unpacks to a thousand times its size is left before it takes its memory', async () => {
  const packed = deflateRawSync(new Uint8Array(SIZE), { level: 1 })
  const bomb = new Watched(packedFile('tables/papers.jsonl', packed, SIZE))
  await expect(unpackArchive(bomb, () => Promise.resolve(), { signal })).rejects.toThrow(/unpacks to more than/)
  const taken = (bomb.furthest / bomb.length) * SIZE
  process.stdout.write(`a bomb of ${(packed.byteLength / MB).toFixed(1)} MB was left after ${(taken / MB).toFixed(0)} of ${SIZE / MB} MB\n`)
  expect(taken).toBeLessThan(SIZE / 2)
})

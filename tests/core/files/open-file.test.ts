// Owns the facts about PDFs from the reader's own disk: taken in whole, refused when they are none.
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'

const PDF = new TextEncoder().encode(`%PDF-1.7\n${'words '.repeat(200)}\n%%EOF\n`)
const UPLOAD = '20000000-0000-4000-8000-000000000001'
const signal = new AbortController().signal

function open() {
  const memory = memoryPorts()
  const app = createApp(memory.ports, { settings: CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false }), checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  const ask = async (name: string, input: unknown) => await app.dispatch(name, input, { signal })
  const call = async (name: string, input: unknown): Promise<{ file: { hash: string; title: string }; stamp: string | null }> => {
    const outcome = await ask(name, input)
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as { file: { hash: string; title: string }; stamp: string | null }
  }
  return { ...memory, ask, call }
}

const piece = (offset: number, bytes: Uint8Array, done: boolean, name = 'A talk.pdf') => ({
  upload: UPLOAD,
  name,
  offset,
  base64: Buffer.from(bytes).toString('base64'),
  done,
})

test('a PDF from disk is in the library by its hash, belongs to no paper, and twice it is there once', async () => {
  const { files, call } = open()
  files.outside.set('/home/reader/A talk.pdf', PDF)
  const { file } = await call('files.open', { path: '/home/reader/A talk.pdf' })
  expect(file).toMatchObject({ title: 'A talk', paperId: null, origin: 'opened', bytes: PDF.byteLength })
  expect((await call('files.open', { path: '/home/reader/A talk.pdf' })).file.hash).toBe(file.hash)
  expect(await call('files.stored', {})).toMatchObject({ all: { files: 1 }, kept: { files: 1 } })
  expect(files.parts.size).toBe(0)
})

test('what is no PDF, and what is not there, is refused with a sentence and leaves nothing behind', async () => {
  const { files, ask } = open()
  files.outside.set('/x.pdf', new TextEncoder().encode('<html>'))
  expect(await ask('files.open', { path: '/x.pdf' })).toMatchObject({
    error: { code: 'unsupported', message: expect.stringContaining('no PDF') as string },
  })
  expect(await ask('files.open', { path: '/y.pdf' })).toMatchObject({ error: { code: 'not-found' } })
  expect([files.parts.size, files.kept.size]).toEqual([0, 0])
})

test('a PDF that the window sends in pieces is whole at the end; a piece out of order ends it', async () => {
  const { files, call, ask } = open()
  expect(await call('files.receive', piece(0, PDF.subarray(0, 500), false))).toEqual({ file: null, stamp: null })
  const { file } = await call('files.receive', piece(500, PDF.subarray(500), true))
  expect(files.kept.get(file.hash)).toEqual(Buffer.from(PDF))
  await call('files.receive', piece(0, PDF.subarray(0, 500), false))
  expect(await ask('files.receive', piece(700, PDF.subarray(700), true))).toMatchObject({ error: { code: 'conflict' } })
})

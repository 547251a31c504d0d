// Owns the facts about the text of a paper: Markdown first, arXiv's HTML where there is none, kept for when there is no network.
import { expect, onTestFinished, test } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { type ReplicaOptions, startReplica } from '#tests/replica/replica.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'

const DAY = '2026-08-21'
const signal = new AbortController().signal

async function open(options: ReplicaOptions = {}) {
  const replica = await startReplica({ now: `${DAY}T20:00:00Z`, ...options })
  onTestFinished(() => replica.close())
  const memory = memoryPorts({ nowMs: Date.parse(`${DAY}T20:00:00Z`), http: loopbackOnly(createHttpGet()) })
  const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, huggingFaceUrl: replica.url, arxivUrl: replica.url, fetchArxiv: false })
  const app = createApp(memory.ports, { settings, checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  const ask = async (name: string, input: unknown) => await memory.finish(app.dispatch(name, input, { signal }))
  return { ...memory, replica, ask }
}

const PAPER = '2608.75236'

test('a paper’s Markdown is fetched when asked for, and is there without a network afterwards', async () => {
  const { replica, ask } = await open()
  expect(await ask('texts.get', { paperId: PAPER })).toEqual({ ok: true, value: { text: null, place: null } })
  expect(await ask('texts.fetch', { paperId: PAPER })).toMatchObject({ value: { text: { form: 'markdown' } } })
  await replica.goOffline()
  expect(await ask('texts.get', { paperId: PAPER })).toMatchObject({
    value: { text: { form: 'markdown', text: expect.stringMatching(/^# /) as string } },
  })
  expect(replica.requests.map(({ path }) => path)).toEqual([`/papers/${PAPER}.md`])
})

test('where Hugging Face has only the page about it, arXiv’s HTML is taken', async () => {
  const { replica, ask } = await open({ withoutMarkdown: [PAPER] })
  expect(await ask('texts.fetch', { paperId: PAPER })).toMatchObject({
    value: { text: { form: 'html', text: expect.stringContaining('ltx_document') as string } },
  })
  expect(replica.requests.map(({ path }) => path)).toEqual([`/papers/${PAPER}.md`, `/html/${PAPER}`])
})

test('where nobody has more, the short page is kept rather than nothing; where there is nothing at all, a sentence', async () => {
  const { ask } = await open({ withoutText: [PAPER] })
  expect(await ask('texts.fetch', { paperId: PAPER })).toMatchObject({ value: { text: { form: 'markdown' } } })
  expect(await ask('texts.fetch', { paperId: '2608.99999' })).toMatchObject({
    error: { code: 'not-found', message: expect.stringContaining('Its PDF') as string },
  })
})

test('a page of a guest network is not taken for the text', async () => {
  const { replica, ask } = await open()
  replica.setFaults(['html-for-json@/papers/'])
  expect(await ask('texts.fetch', { paperId: PAPER })).toMatchObject({ value: { text: { form: 'html' } } })
})

test('words marked in the text stand on the pages of the PDF, and are found in both', async () => {
  const { ask, pass } = await open()
  const quote = { exact: 'The kettle was filled, the logs were read', prefix: 'fixed. ', suffix: ', and the second run' }
  const words = { paperId: PAPER, kind: 'highlight', colour: 'green', quote }
  expect(await ask('texts.mark', words)).toMatchObject({ error: { code: 'not-found', message: expect.stringContaining('PDF') as string } })
  await ask('files.makeOffline', { ids: [PAPER] })
  await expect
    .poll(async () => {
      await pass(5_000)
      return await ask('files.ofPaper', { paperId: PAPER })
    })
    .toMatchObject({ value: { files: [{ paperId: PAPER }] } })
  expect(await ask('texts.mark', words)).toMatchObject({
    value: { annotation: { paperId: PAPER, colour: 'green', targets: [{ shape: { kind: 'quads' } }] } },
  })
  const text = `Something else. ${quote.prefix}${quote.exact}${quote.suffix} agreed.`
  const start = text.indexOf(quote.exact)
  expect(await ask('texts.marks', { paperId: PAPER, text })).toMatchObject({
    value: { marks: [{ start, end: start + quote.exact.length }], elsewhere: 0 },
  })
  expect(await ask('texts.marks', { paperId: PAPER, text: 'Nothing of it.' })).toMatchObject({ value: { marks: [], elsewhere: 1 } })
  await ask('history.undo', {})
  expect(await ask('texts.marks', { paperId: PAPER, text })).toMatchObject({ value: { marks: [], elsewhere: 0 } })
})

test('words that the PDF has not are refused, and the place in a text is remembered', async () => {
  const { ask, pass } = await open()
  await ask('files.makeOffline', { ids: [PAPER] })
  await pass(5_000)
  const quote = { exact: 'A zeppelin over the marmalade works of Antarctica', prefix: '', suffix: '' }
  await expect
    .poll(async () => await ask('texts.mark', { paperId: PAPER, kind: 'underline', colour: 'red', quote }))
    .toMatchObject({ error: { code: 'not-found', message: expect.stringContaining('not in the PDF as they stand') as string } })
  await ask('texts.savePlace', { paperId: PAPER, place: { block: 7, share: 0.25 } })
  expect(await ask('texts.get', { paperId: PAPER })).toMatchObject({ value: { place: { block: 7, share: 0.25 } } })
})

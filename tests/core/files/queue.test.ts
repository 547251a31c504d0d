// Owns the facts about the queue of PDFs: order, pause, stopping one, and how far each is.
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { addPapers, paperIds } from '#tests/support/library.ts'
import { memoryPorts, scriptedHttp } from '#tests/support/memory-ports.ts'

const PDF = new TextEncoder().encode('%PDF-1.7\nwords\n%%EOF\n')
const signal = new AbortController().signal
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false })

function open() {
  const order: string[] = []
  const memory = memoryPorts({
    http: scriptedHttp(({ url }) => {
      if (!url.includes('/pdf/')) return { status: 404 }
      order.push(url.split('/').at(-1) ?? '')
      return { body: Uint8Array.from([...PDF, ...new TextEncoder().encode(url)]) }
    }),
  })
  const app = createApp(memory.ports, { settings, checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  const ids = paperIds(4)
  addPapers(
    { store: { sql: memory.ports.database, transaction: (work) => work() } },
    ids.map((id) => ({ id })),
  )
  const call = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
    const outcome = await app.dispatch(name, input, { signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as Record<string, unknown>
  }
  return { ...memory, app, ids, call, order }
}

test('while it is paused nothing is fetched; then the order is the reader’s', async () => {
  const { ids, call, order, pass } = open()
  await call('files.pause', { paused: true })
  expect(await call('files.makeOffline', { ids })).toMatchObject({ queued: 4, sentence: expect.stringContaining('paused') as string })
  await pass(60_000)
  expect(order).toEqual([])
  expect(await call('files.queue', {})).toMatchObject({ paused: true, waiting: 4 })
  await call('files.putFirst', { ids: [ids[3], ids[1]] })
  const { queue } = (await call('files.queue', {})) as { queue: { paperId: string }[] }
  expect(queue.map(({ paperId }) => paperId)).toEqual([ids[3], ids[1], ids[0], ids[2]])
  await call('files.pause', { paused: false })
  await pass(60_000)
  expect(order).toEqual([ids[3], ids[1], ids[0], ids[2]])
})

test('stopping one leaves the others', async () => {
  const { ids, call, order, pass } = open()
  await call('files.pause', { paused: true })
  await call('files.makeOffline', { ids })
  expect(await call('files.cancel', { ids: [ids[1]] })).toEqual({ sentence: 'Stopped fetching it.' })
  await call('files.pause', { paused: false })
  await pass(60_000)
  expect(order).toEqual([ids[0], ids[2], ids[3]])
})

test('the pause holds across a restart', async () => {
  const { ids, call, ports } = open()
  await call('files.pause', { paused: true })
  await call('files.makeOffline', { ids })
  const again = createApp({ ...ports }, { settings })
  expect(await again.dispatch('files.queue', {}, { signal })).toMatchObject({ ok: true, value: { paused: true, waiting: 4 } })
})

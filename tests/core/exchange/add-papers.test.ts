// Owns the facts about adding papers by hand: looked up at arXiv once, recognised when they are there, saved, undone.
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#core/app.ts'
import type { HttpGet } from '#core/ports.ts'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryPorts, noNetwork } from '#tests/support/memory-ports.ts'
import { madePdf } from '../annotations/made-pdf.ts'
import { madeArxiv } from './atom-answer.ts'

const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false })
const signal = new AbortController().signal

function open(http: HttpGet = madeArxiv()) {
  const memory = memoryPorts({ http })
  const files = memoryAnnotationFiles()
  const app = createApp({ ...memory.ports, annotationFiles: files }, { settings, checkOutputs: true })
  onTestFinished(() => app.close())
  const call = async <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    stopping: AbortSignal = signal,
  ): Promise<CallOutput<Name>> => {
    const outcome = await memory.finish(app.dispatch(name, input, { signal: stopping }))
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as CallOutput<Name>
  }
  return { ...memory, app, files, call }
}

test('a pasted address becomes a paper in Later, with the words of arXiv', async () => {
  const { call } = open()
  const done = await call('papers.add', { text: 'https://arxiv.org/abs/2610.00001v2' })
  expect(done).toMatchObject({ added: ['2610.00001'], known: [], sentence: 'Added one paper.' })
  expect(await call('papers.get', { id: '2610.00001' })).toMatchObject({
    title: 'On thing 2610.00001',
    abstract: 'We look at $x$ of 2610.00001.',
    abstractFrom: 'arxiv',
    state: 'later',
    day: null,
    arxiv: { version: 2, categories: ['cs.LG'] },
  })
})

test('added again it is recognised: arXiv is not asked, and what was decided stays', async () => {
  const { call, requested } = open()
  await call('papers.add', { text: '2610.00001' })
  await call('triage.decide', { ids: ['2610.00001'], state: 'archive' })
  const done = await call('papers.add', { text: 'arXiv:2610.00001, doi:10.48550/arXiv.2610.00001' })
  expect(done).toMatchObject({ added: [], known: ['2610.00001'], historyId: null, sentence: 'One was in the library already.' })
  expect(requested).toHaveLength(1)
  expect((await call('papers.get', { id: '2610.00001' })).state).toBe('archive')
})

test('adding is one step of undo', async () => {
  const { call } = open()
  await call('papers.add', { text: '2610.00001 2610.00002', state: 'shortlist' })
  await call('history.undo', {})
  const { ids } = await call('papers.list', { place: { kind: 'state', state: 'shortlist' } })
  expect(ids).toEqual([])
})

test('a long list is asked for in lots of a hundred, three seconds apart', async () => {
  const { call, requested, clock } = open()
  const before = clock.nowMs()
  const text = Array.from({ length: 250 }, (_, index) => `2610.${String(index + 1).padStart(5, '0')}`).join('\n')
  expect((await call('papers.add', { text })).added).toHaveLength(250)
  expect(requested).toHaveLength(3)
  expect(clock.nowMs() - before).toBeGreaterThanOrEqual(6000)
})

test('what arXiv does not know and what is no paper of arXiv is told', async () => {
  const { call } = open(madeArxiv({ unknown: ['2610.00009'] }))
  const done = await call('papers.add', { text: '2610.00001 2610.00009 https://example.org/paper' })
  expect(done).toMatchObject({ added: ['2610.00001'], missing: ['2610.00009'], unread: ['https://example.org/paper'] })
  expect(done.sentence).toBe('Added one paper. arXiv does not know 2610.00009. One entry names no paper of arXiv.')
  await expect(call('papers.add', { text: 'a title' })).rejects.toThrow('“a title” names no paper of arXiv.')
})

test('a connection that breaks on the way keeps what came', async () => {
  const { call } = open(madeArxiv({ failFrom: 2 }))
  const text = Array.from({ length: 150 }, (_, index) => `2610.${String(index + 1).padStart(5, '0')}`).join(' ')
  const done = await call('papers.add', { text })
  expect([done.added.length, done.waiting.length]).toEqual([100, 50])
  expect(done.sentence).toMatch(/^Added 100 papers\. 50 papers could not be fetched: .*Add the same again to go on\.$/)
  expect((await call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toHaveLength(100)
})

test('stopped on the way it keeps what came, says how many are left, and goes on when asked again', async () => {
  const stop = new AbortController()
  const http = madeArxiv()
  let asked = 0
  const { call } = open(async (...words) => {
    if (++asked === 2) stop.abort()
    return await http(...words)
  })
  const text = Array.from({ length: 250 }, (_, index) => `2610.${String(index + 1).padStart(5, '0')}`).join('\n')
  const done = await call('papers.add', { text }, stop.signal)
  expect(done.added).toHaveLength(100)
  expect(done.sentence).toBe('Added 100 papers. 150 papers left out when you stopped. Add the same again to go on.')
  expect((await call('papers.add', { text })).added).toHaveLength(150)
})

test('stopped before anything came it adds nothing', async () => {
  const stop = new AbortController()
  const { call } = open(() => {
    stop.abort()
    return Promise.reject(stop.signal.reason as Error)
  })
  await expect(call('papers.add', { text: '2610.00001' }, stop.signal)).rejects.toThrow('Stopped.')
})

test('how far a long list is, is told', async () => {
  const { call, app } = open()
  const told: unknown[] = []
  app.subscribe((frame) => frame.name === 'progress' && told.push(frame.data))
  await call('papers.add', { text: Array.from({ length: 250 }, (_, index) => `2610.${String(index + 1).padStart(5, '0')}`).join('\n') })
  expect(told).toEqual([100, 200, 250].map((done) => ({ call: 'papers.add', done, total: 250 })))
})

test('without a network it says so and adds nothing', async () => {
  await expect(open(noNetwork).call('papers.add', { text: '2610.00001' })).rejects.toThrow(/network/)
})

test('RIS in Windows-1252 is read from a file, and what names no paper is told with its accents', async () => {
  const { call, files } = open()
  const ris = 'TY  - GEN\r\nTI  - Über Wörter\r\nUR  - https://arxiv.org/abs/2610.00001\r\nER  - \r\nTY  - JOUR\r\nTI  - Café\r\nER  - \r\n'
  files.writeOutsideFile('/refs.ris', Buffer.from(ris, 'latin1'), null)
  expect(await call('papers.addFile', { path: '/refs.ris' })).toMatchObject({ added: ['2610.00001'], unread: ['Café'] })
})

test('a bibliography in Windows-1252 is read', async () => {
  const { call, files } = open()
  files.outside.set(
    '/in/old.ris',
    Uint8Array.from([...'TY  - JOUR\r\nTI  - Caf\xE9\r\nUR  - https://arxiv.org/abs/2610.00004\r\nER  - '].map((c) => c.charCodeAt(0))),
  )
  expect((await call('papers.addFile', { path: '/in/old.ris' })).added).toEqual(['2610.00004'])
})

test('a PDF is known by the stamp of its first page, not by what it cites', async () => {
  const { call, files } = open()
  files.outside.set('/in/a.pdf', await madePdf([{ lines: ['As shown in arXiv:2610.00008', 'arXiv:2610.00005v3 [cs.LG] 3 Oct 2026'] }]))
  files.outside.set('/in/b.pdf', await madePdf([{ lines: ['As shown in arXiv:2610.00008'] }]))
  files.outside.set('/in/2610.00006v2 (1).pdf', await madePdf([{ lines: ['No stamp at all'] }]))
  expect((await call('papers.addFile', { path: '/in/a.pdf' })).added).toEqual(['2610.00005'])
  expect((await call('papers.addFile', { path: '/in/2610.00006v2 (1).pdf' })).added).toEqual(['2610.00006'])
  await expect(call('papers.addFile', { path: '/in/b.pdf' })).rejects.toThrow(/does not say which paper/)
  files.outside.set('/in/c.bin', new Uint8Array(100))
  await expect(call('papers.addFile', { path: '/in/c.bin' })).rejects.toThrow(/no text and no PDF/)
})

// Owns the proof that every call answers what the contract says, asked by name through the one door, on a day from a real source.
import { expect, onTestFinished, test } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'
import { api, type CallInput, type CallName, isCallName } from '#contract/api.ts'
import { type App, createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { annotationId, MADE_HASH, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'

const DAY = '2026-08-21'
const NOW_MS = Date.parse(`${DAY}T20:00:00Z`)
const signal = new AbortController().signal

type CoreName = { [Name in CallName]: (typeof api)[Name]['owner'] extends 'core' ? Name : never }[CallName]

/** One ordinary input for every call, in an order in which each has something to do; `id` is the day's first paper, `savedId` a saved search. */
function ordinaryInputs(id: string, other: string, savedId: string): { [Name in CoreName]: CallInput<Name> } {
  return {
    'library.status': {},
    'insights.get': {},
    'pictures.ofPapers': { ids: [id] },
    'pictures.kept': {},
    'pictures.forget': {},
    'notes.addImage': { base64: 'iVBORw0KGgo=' },
    'papers.list': { place: { kind: 'day', day: DAY } },
    'papers.rows': { ids: [id, other] },
    'papers.get': { id },
    'papers.inView': { ids: [id] },
    'papers.add': { text: id },
    'papers.addFile': { path: '/no/such/file' },
    'papers.feed': { of: 'day', format: 'atom' },
    'places.look': { path: '/no/such' },
    'papers.pack': { ids: [id], by: 'Ada' },
    'library.archive': { path: 'archive.zip' },
    'library.import': { path: 'archive.zip' },
    'citations.format': { ids: [id, other] },
    'citations.styles': {},
    'citations.addStyle': { style: 'no style' },
    'citations.removeStyle': { name: 'apa' },
    'citations.keys': { ids: [other] },
    'keeping.status': {},
    'library.receive': { upload: '00000000-0000-4000-8000-000000000001', offset: 0, base64: '', done: true },
    'zotero.send': { ids: [id] },
    'keys.list': {},
    'keys.add': { name: 'reader', opens: 'feeds' },
    'keys.revoke': { name: 'nobody' },
    'keeping.run': {},
    'keeping.stop': {},
    'vault.conflicts': {},
    'vault.settle': { id, keep: 'both' },
    'days.list': { from: '2026-08-14', to: DAY },
    'triage.decide': { ids: [id, other], state: 'later' },
    'triage.snooze': { ids: [other], until: '2026-09-01' },
    'triage.setRead': { ids: [id], read: true },
    'readingList.move': { ids: [id], before: null },
    'files.ofPaper': { paperId: id },
    'files.get': { hash: '0'.repeat(64) },
    'files.makeOffline': { ids: [id] },
    'files.queue': {},
    'files.fetchNewer': { ids: [id] },
    'files.pause': { paused: false },
    'files.putFirst': { ids: [id] },
    'files.cancel': {},
    'files.stored': {},
    'files.pin': { hashes: ['0'.repeat(64)], pinned: true },
    'files.remove': { hashes: ['0'.repeat(64)] },
    'files.open': { path: '/no/such/file' },
    'files.receive': { upload: annotationId(9), name: 'a.pdf', offset: 0, base64: 'AAAA', done: false },
    'texts.fetch': { paperId: id },
    'texts.get': { paperId: id },
    'texts.savePlace': { paperId: id, place: { block: 2, share: 0.5 } },
    'texts.marks': { paperId: id, text: 'words' },
    'texts.mark': { paperId: id, kind: 'highlight', colour: 'yellow', quote: { exact: 'words', prefix: '', suffix: '' } },
    'digest.preview': {},
    'digest.write': { folder: 'memory', formats: ['md'] },
    'digest.send': {},
    'digest.testMail': {},
    'secrets.places': {},
    'secrets.set': { name: 'smtp-password', secret: null },
    'digest.outbox': {},
    'digest.retry': { id: 1 },
    'digest.drop': { id: 1 },
    'tags.add': { ids: [id], names: ['to try', 'kept'] },
    'tags.remove': { ids: [id], names: ['to try'] },
    'notes.save': { id, text: 'A note.', baseRevision: 0 },
    'notes.get': { id },
    'notes.excerpts': { ids: [id] },
    'notes.resolve': { targets: [id, 'a title that nothing has'] },
    'notes.backlinks': { id },
    'papers.named': { text: 'a' },
    'reading.save': {
      hash: '0'.repeat(64),
      place: { page: 2, x: 0, y: 700, zoom: 'auto', rotation: 0 },
      layout: { flow: 'continuous', columns: 'one', pane: 'none' },
      moreSeconds: 3,
    },
    'reading.words': { hash: '0'.repeat(64), from: 0, count: 10 },
    'reading.setMark': { hash: '0'.repeat(64), name: 'a', place: { page: 2, x: 0, y: 700, zoom: 'auto', rotation: 0 } },
    'references.match': { references: [{ text: 'A. Archer. A thing to be read. 2019.', arxivId: null }] },
    'reading.get': { hash: '0'.repeat(64) },
    'reading.saveTabs': { tabs: [{ hash: '0'.repeat(64), paperId: id, title: 'A paper' }], active: null },
    'reading.tabs': {},
    'tags.list': {},
    'tags.colour': { name: 'kept', colour: 'green' },
    'follow.add': { kind: 'author', text: 'A. Writer' },
    'follow.remove': { kind: 'author', key: 'a. writer' },
    'feed.looked': {},
    'feed.archiveRest': { ids: [id] },
    'tags.rename': { name: 'kept', to: 'kept well' },
    'tags.delete': { name: 'kept well' },
    'sample.remove': {},
    'history.list': {},
    'history.undo': {},
    'history.redo': {},
    'papers.similar': { id },
    'search.names': { field: 'author', text: 'a' },
    'searches.save': { query: 'model', name: 'Models' },
    'searches.list': {},
    'searches.counts': {},
    'searches.change': { id: savedId, name: 'All models' },
    'searches.move': { id: savedId, before: null },
    'searches.delete': { id: savedId },
    'searches.remember': { query: 'model' },
    'searches.forget': { query: null },
    'search.query': { text: 'model' },
    'sync.status': {},
    'sync.run': { from: DAY, to: DAY },
    'sync.cancel': {},
    'sync.wake': {},
    'sync.activity': {},
    'library.verify': {},
    'library.backup': {},

    'library.export': { format: 'json' },
    ...annotationInputs(id),
    'history.goTo': { id: null },
    'history.undoStep': { id: 1 },
  }
}

/** Marks on a file that is not there: what needs its bytes answers with a sentence elsewhere. */
function annotationInputs(paperId: string) {
  const annotations = [madeDraft(1, { paperId }), madeDraft(2, { paperId })]
  const [first, second] = [annotationId(1), annotationId(2)]
  return {
    'annotations.add': { annotations },
    'annotations.change': { ids: [first], patch: { colour: 'red' as const } },
    'annotations.get': { id: first },
    'annotations.some': { ids: [first] },
    'annotations.ofFile': { hash: MADE_HASH },
    'annotations.ofPaper': { paperId },
    'annotations.list': {},
    'annotations.asText': { hash: MADE_HASH, format: 'markdown' as const },
    'annotations.export': { hash: MADE_HASH, format: 'json' as const, path: '/marks.json' },
    'annotations.importFile': { hash: MADE_HASH, path: '/marks.json' },
    'annotations.findAgain': { fromHash: MADE_HASH, text: 'before words 2 after' },
    'annotations.reanchor': { fromHash: MADE_HASH, toHash: 'b'.repeat(64), known: { text: 'before words 2 after', places: [] } },
    'annotations.compareTexts': { before: 'One.', after: 'Two.' },
    'annotations.saveImage': { id: first, png: 'iVBORw0KGgo=' },
    'annotations.image': { id: first },
    'annotations.merge': { ids: [first, second], patch: {} },
    'annotations.remove': { ids: [first] },
  }
}

async function libraryWithADay(): Promise<{ app: App; ids: string[]; finish: ReturnType<typeof memoryPorts>['finish'] }> {
  const replica = await startReplica({ now: new Date(NOW_MS).toISOString() })
  onTestFinished(() => replica.close())
  const { ports, finish } = memoryPorts({ nowMs: NOW_MS, http: loopbackOnly(createHttpGet()) })
  ports.backup = () => Promise.resolve({ path: 'a dated file', bytes: 1 })
  const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, huggingFaceUrl: replica.url, arxivUrl: replica.url })
  const app = createApp(ports, { settings, checkOutputs: true })
  onTestFinished(() => finish(app.close()))
  expect(await finish(app.dispatch('sync.run', { from: DAY, to: DAY }, { signal }))).toMatchObject({ ok: true })
  const list = await app.dispatch('papers.list', { place: { kind: 'day', day: DAY } }, { signal })
  const ids = list.ok ? api['papers.list'].output.parse(list.value).ids : []
  return { app, ids, finish }
}

const NOT_HERE = new Set([
  'files.get',
  'files.open',
  'files.pin',
  'texts.mark',
  'papers.addFile',
  'digest.retry',
  'digest.drop',
  'citations.removeStyle',
  'vault.settle',
  'keys.revoke',
])
const NOT_USABLE = new Set(['digest.send', 'digest.testMail', 'citations.addStyle', 'library.receive'])

test('every call of core answers an ordinary question in the shape that the contract promises', async () => {
  const { app, ids, finish } = await libraryWithADay()
  expect(ids).toHaveLength(41)
  const saved = await app.dispatch('searches.save', { query: 'lamp' }, { signal })
  const inputs = ordinaryInputs(ids[0] ?? '', ids[1] ?? '', saved.ok ? api['searches.save'].output.parse(saved.value).id : '')
  const failures: string[] = []
  for (const [name, input] of Object.entries(inputs)) {
    const outcome = await finish(app.dispatch(name, input, { signal }))
    // no PDF was fetched yet and nothing waits to be sent: what is not there is said to be so
    if (NOT_HERE.has(name)) expect(outcome).toMatchObject({ error: { code: 'not-found' } })
    // everything is taken back already
    else if (name === 'history.undoStep') expect(outcome).toMatchObject({ error: { code: 'nothing-to-undo' } })
    // no Zotero runs here
    else if (name === 'zotero.send') expect(outcome).toMatchObject({ error: { code: 'offline' } })
    // no way out is switched on, no mail server named, no style given
    else if (NOT_USABLE.has(name)) expect(outcome).toMatchObject({ error: { code: 'invalid-input' } })
    else if (!outcome.ok) failures.push(`${name}: ${outcome.error.message} ${outcome.error.detail ?? ''}`)
  }
  expect(failures).toEqual([])
  const owned = Object.keys(api).filter((name) => isCallName(name) && api[name].owner === 'core')
  expect(Object.keys(inputs).sort()).toEqual(owned.sort())
})

const WRONG = [
  7,
  'text',
  { ids: '../..', id: 7, place: 'here', from: 'soon', text: {}, format: 'exe', limit: -1, path: 7, names: 7 },
] as const

test('a wrong input is refused with a sentence and changes nothing, by every call that takes one', async () => {
  const { app } = await libraryWithADay()
  const history = async (): Promise<unknown> => await app.dispatch('history.list', {}, { signal })
  const before = await history()
  let refused = 0
  for (const name of Object.keys(api).filter(isCallName)) {
    if (api[name].owner === 'host') continue
    for (const input of WRONG.filter((wrong) => !api[name].input.safeParse(wrong).success)) {
      const outcome = await app.dispatch(name, input, { signal })
      expect([name, outcome]).toMatchObject([name, { ok: false, error: { code: 'invalid-input' } }])
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(40)
  expect(await history()).toEqual(before)
})

test('a name that is not in the contract is refused, whatever it is called', async () => {
  const { app } = await libraryWithADay()
  for (const name of ['papers.delete', 'constructor', '__proto__', 'toString', '', 'settings.get']) {
    expect(await app.dispatch(name, {}, { signal })).toMatchObject({ ok: false, error: { code: 'unsupported' } })
  }
})

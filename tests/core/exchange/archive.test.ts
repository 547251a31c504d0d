// Owns the facts about archives and packs: identical in an empty library, added to any other, and never a way to do harm.
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { createApp } from '#core/app.ts'
import { unpackArchive } from '#core/exchange/archive-file.ts'
import { archiveTables, readTable } from '#core/storage/archive-rows.ts'
import type { Store } from '#core/storage/store.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryPictureFiles } from '#tests/support/memory-picture-files.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { madeArxiv } from './atom-answer.ts'

const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false })
const FILE = '/out/library.zip'

function open(seed = 1) {
  const memory = memoryPorts({ http: madeArxiv(), seed })
  const files = memoryAnnotationFiles()
  const pictures = memoryPictureFiles()
  const app = createApp({ ...memory.ports, annotationFiles: files, pictureFiles: pictures }, { settings, checkOutputs: true })
  onTestFinished(() => app.close())
  const call = async <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    signal = new AbortController().signal,
  ): Promise<CallOutput<Name>> => {
    const outcome = await memory.finish(app.dispatch(name, input, { signal }))
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as CallOutput<Name>
  }
  const store: Store = { sql: memory.ports.database, transaction: (work) => work() }
  const rows = () => new Map(archiveTables(store).map((table) => [table, readTable(store, table)]))
  return { ...memory, files, pictures, call, rows, store }
}

type Desk = ReturnType<typeof open>

async function worked(desk: Desk): Promise<Desk> {
  await desk.call('papers.add', { text: '2610.00001 2610.00002 2610.00003' })
  await desk.call('triage.decide', { ids: ['2610.00002'], state: 'archive' })
  await desk.call('tags.add', { ids: ['2610.00001', '2610.00003'], names: ['to cite', 'Ünïcode'] })
  const { allAuthors } = await desk.call('papers.get', { id: '2610.00002' })
  await desk.call('follow.add', { kind: 'author', text: allAuthors[0]?.name ?? '' })
  await desk.call('notes.save', { id: '2610.00001', text: '# Claim\n\n“quoted” \u2028 line\n', baseRevision: 0 })
  return desk
}

function carry(from: Desk, to: Desk, name = FILE): void {
  const content = from.files.outside.get(name)
  if (content !== undefined) to.files.outside.set(name, content)
}

test('the pictures of notes travel in an archive and in a pack, and no others', async () => {
  const from = await worked(open(1))
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7])
  const { address } = await from.call('notes.addImage', { base64: btoa(String.fromCharCode(...png)) })
  await from.call('notes.addImage', { base64: btoa(String.fromCharCode(...png, 8)) })
  await from.call('notes.save', { id: '2610.00003', text: `![seen](${address})`, baseRevision: 0 })
  const name = `note-images/${address.slice('dogear-image:'.length)}`
  for (const write of [
    () => from.call('library.archive', { path: FILE }),
    () => from.call('papers.pack', { ids: ['2610.00003'], path: FILE, by: '' }),
  ]) {
    await write()
    const to = open(2)
    carry(from, to)
    await to.call('library.import', { path: FILE })
    expect([...to.pictures.kept]).toEqual([[name, png]])
  }
})

test('an archive comes into an empty library identical, row by row', async () => {
  const from = await worked(open(1))
  expect(await from.call('library.archive', { path: FILE })).toMatchObject({ path: FILE, papers: 3 })
  const to = open(2)
  carry(from, to)
  expect(await to.call('library.import', { path: FILE })).toMatchObject({ merged: false, papers: 3 })
  expect(to.rows()).toEqual(from.rows())
  expect(to.rows().get('history')?.length).toBeGreaterThan(2)
  const followed = await from.call('papers.list', { place: { kind: 'followed' } })
  expect(followed.ids).toContain('2610.00002')
  expect((await to.call('papers.list', { place: { kind: 'followed' } })).ids).toEqual(followed.ids)
  await to.call('history.undo', {})
  expect((await to.call('library.verify', {})).ok).toBe(true)
})

test('an archive holds neither the list of requests nor what waits in queues', async () => {
  const from = await worked(open(1))
  from.store.sql.prepare("INSERT INTO file_queue (paper_id, asked_at_ms) VALUES ('2610.00001', 1)").run()
  expect(from.store.sql.prepare('SELECT path FROM requests').all()).not.toEqual([])
  await from.call('library.archive', { path: FILE })
  const names = Object.keys(unzipSync(from.files.outside.get(FILE) as Uint8Array))
  expect(names).toContain('tables/papers.jsonl')
  expect(names.filter((name) => /request|queue|deliver/.test(name))).toEqual([])
})

test('into a full library it is merged: both notes stay, the later decision stands, tags are the same by name', async () => {
  const from = await worked(open(1))
  await from.call('library.archive', { path: FILE })
  const to = open(2)
  await to.call('papers.add', { text: '2610.00001 2610.00009' })
  await to.call('notes.save', { id: '2610.00001', text: 'my own words', baseRevision: 0 })
  await to.call('tags.add', { ids: ['2610.00009'], names: ['TO CITE'] })
  carry(from, to)
  const done = await to.call('library.import', { path: FILE })
  expect(done).toMatchObject({ merged: true, papers: 2 })
  const note = await to.call('notes.get', { id: '2610.00001' })
  expect(note.note?.text).toMatch(/^my own words\n\n---\n\n\*From another library:\*\n\n# Claim/)
  expect((await to.call('tags.list', {})).tags.map((tag) => tag.name).toSorted()).toEqual(['TO CITE', 'Ünïcode'])
  expect((await to.call('papers.get', { id: '2610.00002' })).state).toBe('archive')
  expect((await to.call('papers.get', { id: '2610.00009' })).state).toBe('later')
  // a second time nothing is left to take
  expect(await to.call('library.import', { path: FILE })).toMatchObject({
    historyId: null,
    papers: 0,
    sentence: 'All of it is here already.',
  })
  await to.call('history.undo', {})
  const back = await to.call('notes.get', { id: '2610.00001' })
  expect(back.note?.text).toBe('my own words')
})

test('a pack holds the papers asked for and no decisions, and its marks name who made them', async () => {
  const from = await worked(open(1))
  insertMark(from.store)
  await from.call('papers.pack', { ids: ['2610.00001'], path: '/out/pack.zip', by: 'Ada' })
  const names = Object.keys(unzipSync(from.files.outside.get('/out/pack.zip') as Uint8Array))
  expect(names).not.toContain('tables/marks.jsonl')
  expect(names).not.toContain('tables/history.jsonl')
  const to = open(2)
  carry(from, to, '/out/pack.zip')
  expect(await to.call('library.import', { path: '/out/pack.zip' })).toMatchObject({ merged: true, papers: 1 })
  expect(to.rows().get('annotations')).toMatchObject([{ paper_id: '2610.00001', author: 'Ada', comment: 'see here' }])
  expect(to.rows().get('marks')).toEqual([])
})

test('packs go there and back: what each changed stands, what one took away stays away, and undo takes all of it back', async () => {
  const [me, ada] = [await worked(open(1)), open(2)]
  insertMark(me.store)
  const send = async (from: Desk, to: Desk, by: string) => {
    await from.call('papers.pack', { ids: ['2610.00001'], path: '/out/pack.zip', by })
    carry(from, to, '/out/pack.zip')
    return await to.call('library.import', { path: '/out/pack.zip' })
  }
  const noteOf = async (desk: Desk) => (await desk.call('notes.get', { id: '2610.00001' })).note
  const edit = async (desk: Desk, text: string) =>
    await desk.call('notes.save', { id: '2610.00001', text, baseRevision: (await noteOf(desk))?.revision ?? 0, ownStep: true })
  await send(me, ada, 'Me')
  const first = (await noteOf(ada))?.text ?? ''
  await edit(ada, `${first}\nAda adds this.`)
  ada.store.sql.exec("UPDATE annotations SET colour = 'red', modified_at_ms = 9")
  await ada.call('tags.remove', { ids: ['2610.00001'], names: ['to cite'] })
  me.store.sql.exec("UPDATE annotations SET comment = 'see here, and there', modified_at_ms = 8")
  await send(ada, me, 'Ada')
  // only she changed the note: hers is the note now, and nothing stands twice
  expect((await noteOf(me))?.text).toBe(`${first}\nAda adds this.`)
  expect(me.rows().get('annotations')).toMatchObject([{ author: null, colour: 'red', comment: 'see here, and there' }])
  await send(me, ada, 'Me')
  expect(ada.rows().get('annotations')).toMatchObject([{ author: 'Me', colour: 'red', comment: 'see here, and there' }])
  expect((await ada.call('papers.get', { id: '2610.00001' })).tags).toEqual(['Ünïcode'])
  expect((await send(ada, me, 'Ada')).sentence).toBe('All of it is here already.')
  await me.call('annotations.remove', { ids: ['00000000-0000-4000-8000-00000000000a'] })
  await send(ada, me, 'Ada')
  expect(me.rows().get('annotations')).toEqual([])
  const before = ada.rows()
  await edit(me, 'all anew')
  await send(me, ada, 'Me')
  await ada.call('history.undo', {})
  expect(ada.rows().get('notes')).toEqual(before.get('notes'))
  expect(ada.rows().get('merge_bases')).toEqual(before.get('merge_bases'))
})

test('a pack that carries decisions, searches or a history brings none of them', async () => {
  const from = await worked(open(1))
  await from.call('papers.pack', { ids: ['2610.00001'], path: '/out/pack.zip', by: 'Ada' })
  const inside = unzipSync(from.files.outside.get('/out/pack.zip') as Uint8Array)
  const mark = {
    paper_id: '2610.00001',
    state: 'dismissed',
    read: 1,
    snoozed_until: null,
    list_position: null,
    first_saved_at_ms: null,
    decided_at_ms: 9e15,
  }
  const to = open(2)
  to.files.outside.set('/in.zip', zipSync({ ...inside, 'tables/marks.jsonl': strToU8(`${JSON.stringify(mark)}\n`) }))
  await to.call('library.import', { path: '/in.zip' })
  expect(to.rows().get('marks')).toEqual([])
})

test('what is no archive, is cut, climbs, or is of a newer program is refused with a sentence, and nothing changes', async () => {
  const from = await worked(open(1))
  await from.call('library.archive', { path: FILE })
  const whole = from.files.outside.get(FILE) as Uint8Array
  const inside = unzipSync(whole)
  const facts = JSON.parse(new TextDecoder().decode(inside['dogear.json'])) as Record<string, unknown>
  const to = open(2)
  const before = to.rows()
  const refused: [content: Uint8Array, sentence: RegExp][] = [
    [strToU8('not a zip'), /no archive of Dogear/],
    [zipSync({ 'a.txt': strToU8('x') }), /no archive of Dogear/],
    [whole.subarray(0, whole.length * 0.6), /damaged or cut off|no archive/],
    [zipSync({ ...inside, '../../etc/passwd': strToU8('x') }), /outside of itself/],
    [zipSync({ ...inside, 'tables/papers.jsonl': strToU8('{"id":{"deep":1}}\n') }), /damaged or cut off/],
    [zipSync({ ...inside, 'tables/papers.jsonl': new Uint8Array() }), /damaged or cut off/],
    [zipSync({ ...inside, 'dogear.json': strToU8(JSON.stringify({ ...facts, schemaVersion: 9999 })) }), /newer Dogear/],
    [
      zipSync({ 'dogear.json': strToU8(JSON.stringify({ ...facts, rows: {} })), 'tables/papers.jsonl': strToU8('{"id":null}\n') }),
      /none that Dogear writes \(id\)/,
    ],
  ]
  for (const [content, sentence] of refused) {
    to.files.outside.set('/in/bad.zip', content)
    await expect(to.call('library.import', { path: '/in/bad.zip' })).rejects.toThrow(sentence)
    expect(to.rows()).toEqual(before)
  }
})

test('a small file that unpacks to very much is stopped on the way', async () => {
  const bomb = zipSync(
    { 'tables/papers.jsonl': new Uint8Array(64_000_000), 'tables/notes.jsonl': new Uint8Array(64_000_000) },
    { level: 9 },
  )
  expect(bomb.byteLength).toBeLessThan(200_000)
  let turns = 0
  const unpacking = unpackArchive(bomb, async () => void (turns += 1), { signal: new AbortController().signal, mostBytes: 1_000_000 })
  await expect(unpacking).rejects.toThrow(/unpacks to more than/)
  expect(turns).toBe(0)
})

test('cancelled, it leaves no file behind', async () => {
  const from = await worked(open(1))
  const stop = new AbortController()
  stop.abort()
  await expect(from.call('library.archive', { path: FILE }, stop.signal)).rejects.toThrow()
  expect(from.files.outside.has(FILE)).toBe(false)
})

function insertMark(store: Store): void {
  store.sql
    .exec(`INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state,
    anchor_score, created_at_ms, modified_at_ms) VALUES ('00000000-0000-4000-8000-00000000000a', '2610.00001', '${'a'.repeat(64)}', 'highlight',
    'yellow', 'see here', '[{"page":0,"shape":{"kind":"point","point":[72,700]}}]', 'words', '00001', '1', 'exact', 1, 1, 1)`)
}

test('an archive that comes in pieces is taken over as from a file; pieces out of order are refused', async () => {
  const from = await worked(open(1))
  await from.call('library.archive', { path: FILE })
  const whole = from.files.outside.get(FILE) as Uint8Array
  const to = open(2)
  const upload = '00000000-0000-4000-8000-000000000001'
  const half = Math.floor(whole.length / 2)
  const send = (offset: number, end: number, done: boolean) =>
    to.call('library.receive', { upload, offset, base64: Buffer.from(whole.subarray(offset, end)).toString('base64'), done })
  expect(await send(0, half, false)).toEqual({ done: null })
  await expect(send(half + 1, whole.length, true)).rejects.toThrow('did not come in one piece')
  await send(0, half, false)
  expect(await send(half, whole.length, true)).toMatchObject({ done: { merged: false, papers: 3 } })
  expect(to.rows()).toEqual(from.rows())
})

test('a saved search of a name that is taken joins under a number, behind one’s own; the same one does not come twice', async () => {
  const [from, to] = [open(1), open(2)]
  await from.call('papers.add', { text: '2610.00001' })
  await to.call('papers.add', { text: '2610.00002' })
  const longest = 'n'.repeat(100)
  await from.call('searches.save', { query: 'folding', name: 'Corners' })
  await from.call('searches.save', { query: 'theirs', name: 'Both' })
  await from.call('searches.save', { query: 'theirs too', name: longest })
  await to.call('searches.save', { query: 'folding', name: 'corners' })
  await to.call('searches.save', { query: 'mine', name: 'both' })
  await to.call('searches.save', { query: 'taken', name: 'Both (2)' })
  await to.call('searches.save', { query: 'mine too', name: longest })
  await from.call('library.archive', { path: FILE })
  carry(from, to)
  const named = async () => (await to.call('searches.list', {})).searches.map(({ name, query }) => `${name}: ${query}`)
  await to.call('library.import', { path: FILE })
  const own = ['corners: folding', 'both: mine', 'Both (2): taken', `${longest}: mine too`]
  expect(await named()).toEqual([...own, 'Both (3): theirs', `${'n'.repeat(96)} (2): theirs too`])
  await to.call('library.import', { path: FILE })
  expect(await named()).toHaveLength(6)
  await to.call('history.undo', {})
  expect(await named()).toEqual(own)
})

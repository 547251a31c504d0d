// Owns the facts about pictures of papers and organizations: from listed hosts only, checked, kept within a size, off by a switch.
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#core/app.ts'
import { createPictures } from '#core/files/pictures.ts'
import type { HttpRequest } from '#core/ports.ts'
import { createHttp } from '#core/source/http.ts'
import { openStore } from '#core/storage/store.ts'
import { DogearError } from '#domain/errors.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { addPapers } from '#tests/support/library.ts'
import { memoryPictureFiles } from '#tests/support/memory-picture-files.ts'
import { memoryPorts, type ScriptedAnswer, scriptedHttp } from '#tests/support/memory-ports.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const THUMBNAIL = 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2611.00001.png'
const A = '2611.00001'

function desk(
  answer: (request: HttpRequest) => ScriptedAnswer | Error,
  options: { mostBytes?: number; settings?: Partial<CoreSettings> } = {},
) {
  const memory = memoryPorts({ http: scriptedHttp(answer) })
  const store = openStore(memory.ports.database, memory.ports)
  onTestFinished(() => memory.ports.database.close())
  const settings: CoreSettings = { ...CoreSettings.parse(DEFAULT_SETTINGS), ...options.settings }
  const files = memoryPictureFiles()
  const http = createHttp({ ports: memory.ports, settings: () => settings, record: () => undefined })
  const came: unknown[] = []
  const { mostBytes } = options
  const pictures = createPictures({
    store,
    ports: { ...memory.ports, pictureFiles: files },
    http,
    settings: () => settings,
    changed: (_topics, ids) => came.push(ids),
    ...(mostBytes === undefined ? {} : { mostBytes }),
  })
  addPapers({ store }, [{ id: A }, { id: '2611.00002' }, { id: '2611.00003' }])
  const name = (id: string, thumbnail: string | null, avatar: string | null = null): void => {
    const organization = avatar === null ? null : JSON.stringify({ handle: 'lab', name: 'Lab', avatarUrl: avatar })
    store.sql.prepare('UPDATE papers SET thumbnail_url = ?, organization = ? WHERE id = ?').run(thumbnail, organization, id)
  }
  return { ...memory, store, pictures, files, settings, name, came }
}

test('a picture is asked for when it is to be seen, kept, and there without a network', async () => {
  const { pictures, name, requested, came, until, settings } = desk(() => ({ body: PNG }))
  name(A, THUMBNAIL, 'https://cdn-avatars.huggingface.co/v1/production/uploads/lab.png')
  expect(pictures.ofPapers([A])).toEqual([{ id: A, thumbnail: null, avatar: null }])
  await until(() => came.length === 2)
  expect(requested.toSorted()).toEqual(['https://cdn-avatars.huggingface.co/v1/production/uploads/lab.png', THUMBNAIL])
  settings.networkOn = false
  expect(pictures.ofPapers([A])[0]?.thumbnail).toMatch(/^\/pictures\/[0-9a-f]{64}\.png$/)
  expect(requested).toHaveLength(2)
})

test.each([
  ['another host', 'https://evil.example/social-thumbnails/papers/1.png'],
  ['a host that ends alike', 'https://evilhuggingface.co/a.png'],
  ['no encryption', 'http://huggingface.co/avatars/a.png'],
  ['an SVG', 'https://huggingface.co/avatars/a.svg'],
])('%s is never asked', async (_what, url) => {
  const { pictures, name, requested, pass } = desk(() => ({ body: PNG }))
  name(A, url)
  pictures.ofPapers([A])
  await pass(1_000)
  expect(requested).toEqual([])
})

test.each([
  ['a page', { body: '<html></html>' }],
  ['an SVG under another name', { body: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' }],
  ['a redirect to the same host', { status: 301, headers: { location: '/other.png' } }],
  ['a redirect to another host', { status: 302, headers: { location: 'https://evil.example/a.png' } }],
  ['nothing', { status: 404 }],
  ['more than it may weigh', { headers: { 'content-length': '99999999' }, body: PNG }],
])('%s is not kept, and not asked for again at once', async (_what, answer) => {
  const { pictures, name, requested, files, pass } = desk(() => answer)
  name(A, THUMBNAIL)
  pictures.ofPapers([A])
  await pass(60_000)
  expect(pictures.ofPapers([A])).toEqual([{ id: A, thumbnail: null, avatar: null }])
  await pass(60_000)
  expect(requested).toEqual([THUMBNAIL])
  expect(files.kept.size).toBe(0)
})

test('switched off, nothing is asked and nothing shown', async () => {
  const { pictures, name, requested, came, until, settings, pass } = desk(() => ({ body: PNG }))
  name(A, THUMBNAIL)
  pictures.ofPapers([A])
  await until(() => came.length === 1)
  settings.fetchPictures = false
  expect(pictures.ofPapers([A])).toEqual([{ id: A, thumbnail: null, avatar: null }])
  name('2611.00002', THUMBNAIL.replace('00001', '00002'))
  pictures.ofPapers(['2611.00002'])
  await pass(1_000)
  expect(requested).toHaveLength(1)
})

test('those seen longest ago go when the rest would weigh too much', async () => {
  const { pictures, name, came, until, files, pass } = desk(
    ({ url }) => ({ body: Uint8Array.from([...PNG, url.charCodeAt(url.length - 5)]) }),
    {
      mostBytes: 2 * (PNG.length + 1),
    },
  )
  for (const [index, id] of [A, '2611.00002', '2611.00003'].entries()) {
    name(id, THUMBNAIL.replace('00001', `0000${index + 1}`))
    pictures.ofPapers([id])
    await until(() => came.length === index + 1)
    await pass(1_000)
  }
  expect(pictures.kept()).toEqual({ pictures: 2, bytes: 2 * (PNG.length + 1) })
  expect(files.kept.size).toBe(2)
  expect(pictures.ofPapers(['2611.00003'])[0]?.thumbnail).not.toBeNull()
  expect(pictures.forget().sentence).toBe('Let 2 pictures go.')
  expect(files.kept.size).toBe(0)
})

test('without a network nothing is written down as missing: the next look asks again', async () => {
  let isOnline = false
  const { pictures, name, came, pass, until } = desk(() => (isOnline ? { body: PNG } : offline()))
  name(A, THUMBNAIL)
  pictures.ofPapers([A])
  await pass(1_000)
  isOnline = true
  pictures.ofPapers([A])
  await until(() => came.length === 1)
  expect(pictures.ofPapers([A])[0]?.thumbnail).not.toBeNull()
})

test('where another address stands for Hugging Face, pictures are asked there and nowhere else', async () => {
  const { pictures, name, requested, came, until } = desk(() => ({ body: PNG }), { settings: { huggingFaceUrl: 'http://127.0.0.1:4567' } })
  name(A, THUMBNAIL)
  pictures.ofPapers([A])
  await until(() => came.length === 1)
  expect(requested).toEqual(['http://127.0.0.1:4567/social-thumbnails/papers/2611.00001.png'])
})

test('a picture for a note is kept by the hash of its bytes; what is none is refused with a sentence: notes.addImage', async () => {
  const { ports } = memoryPorts()
  const app = createApp(ports, { settings: CoreSettings.parse(DEFAULT_SETTINGS), checkOutputs: true })
  onTestFinished(() => app.close())
  const add = async (bytes: Uint8Array): Promise<unknown> => {
    const outcome = await app.dispatch(
      'notes.addImage',
      { base64: btoa(String.fromCharCode(...bytes)) },
      { signal: new AbortController().signal },
    )
    return outcome.ok ? outcome.value : outcome.error.message
  }
  const first = await add(PNG)
  expect(first).toEqual({ address: expect.stringMatching(/^dogear-image:[0-9a-f]{64}\.png$/) as string })
  expect(await add(PNG)).toEqual(first)
  expect(await add(Uint8Array.from([60, 115, 118, 103]))).toMatch(/no picture that a note can hold/)
  for (const name of ['pictures.ofPapers', 'pictures.kept', 'pictures.forget'])
    expect((await app.dispatch(name, name === 'pictures.ofPapers' ? { ids: [] } : {}, { signal: new AbortController().signal })).ok).toBe(
      true,
    )
})

function offline(): Error {
  return new DogearError('offline', 'There is no network.', { retryable: true })
}

// Owns the facts about the mirror: the library as plain files, written only where something changed, in a folder of its own.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { annotationId, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { type ExchangeDesk, openDesk } from './exchange-desk.ts'

const PAPERS = [{ id: '2611.00001' }, { id: 'hep-th/9901001' }, { id: '2611.00003' }]

interface Mirror extends ExchangeDesk {
  mirror: string
  pass(): Promise<string | null>
  files(): string[]
  read(name: string): string
}

async function openMirror(): Promise<Mirror> {
  const desk = openDesk(PAPERS, (folder) => ({ mirrorOn: true, mirrorFolder: path.join(folder, 'mirror') }))
  const mirror = path.join(desk.folder, 'mirror')
  mkdirSync(mirror)
  await desk.call('triage.decide', { ids: ['2611.00001', 'hep-th/9901001'], state: 'later' })
  await desk.call('notes.save', { id: '2611.00001', text: '# Note\r\n\u2028 exactly \n\n', baseRevision: 0 })
  await desk.call('tags.add', { ids: ['2611.00001'], names: ['to cite'] })
  await desk.call('annotations.add', { annotations: [madeDraft(1, { paperId: '2611.00001' })] })
  return {
    ...desk,
    mirror,
    pass: async () => (await desk.call('keeping.run', {})).kept.find(({ name }) => name === 'mirror')?.problem ?? null,
    files: () =>
      readdirSync(mirror, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(mirror, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
        .toSorted(),
    read: (name) => readFileSync(path.join(mirror, name), 'utf8'),
  }
}

test('it holds each kept paper, its note byte for byte, its marks as Web Annotations, and the lists', async () => {
  const mirror = await openMirror()
  expect(await mirror.pass()).toBeNull()
  expect(mirror.files()).toEqual([
    'annotations/2611.00001.json',
    'dogear-mirror.json',
    'follows.json',
    'notes/2611.00001.md',
    'papers/2611.00001.json',
    'papers/hep-th_9901001.json',
    'saved_searches.json',
    'tags.json',
  ])
  expect(mirror.read('notes/2611.00001.md')).toBe('# Note\r\n\u2028 exactly \n\n')
  expect(JSON.parse(mirror.read('papers/2611.00001.json'))).toMatchObject({
    id: '2611.00001',
    state: 'later',
    tags: ['to cite'],
    citationKey: 'writertitle',
  })
  expect(JSON.parse(mirror.read('annotations/2611.00001.json'))).toMatchObject({ items: [{ id: `urn:uuid:${annotationId(1)}` }] })
})

test('a file is written when what it holds changed, and goes with what it was for', async () => {
  const mirror = await openMirror()
  await mirror.pass()
  const old = new Date(1_000_000)
  for (const name of mirror.files()) utimesSync(path.join(mirror.mirror, name), old, old)
  await mirror.call('triage.decide', { ids: ['hep-th/9901001'], state: 'archive' })
  await mirror.call('notes.save', {
    id: '2611.00001',
    text: '',
    baseRevision: (await mirror.call('notes.get', { id: '2611.00001' })).note?.revision ?? 0,
  })
  await mirror.pass()
  const written = mirror.files().filter((name) => statSync(path.join(mirror.mirror, name)).mtimeMs !== old.getTime())
  expect(written).toEqual(['papers/2611.00001.json', 'papers/hep-th_9901001.json'])
  expect(existsSync(path.join(mirror.mirror, 'notes/2611.00001.md'))).toBe(false)
})

test('a folder with other things in it is refused, and what the reader puts beside stays', async () => {
  const mirror = await openMirror()
  writeFileSync(path.join(mirror.mirror, 'mine.md'), 'mine')
  expect(await mirror.pass()).toMatch(/has other files in it/)
  expect(mirror.files()).toEqual(['mine.md'])
  mkdirSync(path.join(mirror.folder, 'other'))
  mirror.set({ mirrorFolder: path.join(mirror.folder, 'other') })
  expect(await mirror.pass()).toBeNull()
  mkdirSync(path.join(mirror.folder, 'other/.git'))
  writeFileSync(path.join(mirror.folder, 'other/.git/config.json'), '{}')
  writeFileSync(path.join(mirror.folder, 'other/README.md'), 'mine')
  await mirror.call('triage.decide', { ids: ['2611.00003'], state: 'later' })
  expect(await mirror.pass()).toBeNull()
  expect(readFileSync(path.join(mirror.folder, 'other/README.md'), 'utf8')).toBe('mine')
  expect(readFileSync(path.join(mirror.folder, 'other/.git/config.json'), 'utf8')).toBe('{}')
})

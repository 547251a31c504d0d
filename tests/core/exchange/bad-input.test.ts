// Owns the facts about bad input: a sentence each, nothing lost, nothing half done, and no text that holds the program up.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findPaperReferences } from '#domain/paper-references.ts'
import { bibliographyEntries } from '#domain/bibliography.ts'
import { openDesk } from './exchange-desk.ts'

const PAPERS = [{ id: '2611.00001' }, { id: '2611.00002' }]

test.each([
  ['a brace that never closes', '@misc{a, title = {x {y,\n  eprint = {2611.00001}'],
  ['a quote that never closes', '@misc{a, title = "x,\n  eprint = {2611.00001}'],
  ['no key', '@misc{, eprint = {2611.00001}}'],
  ['no comma after the key', '@misc{a eprint = {2611.00001}}'],
  ['round brackets', '@misc(a, eprint = {2611.00001})'],
  ['strings that are put together', '@string{ax = "arXiv:"}\n@misc{a, eprint = "2611.00001", note = ax # "x"}'],
  ['text around the entries', 'Some words.\n@misc{a, eprint = {2611.00001}}\nAnd more.'],
  ['a comment and a preamble', '@comment{nothing}\n@preamble{"\\x"}\n@misc{a, eprint = {2611.00001}}'],
  ['an entry in capitals', '@MISC{A, EPRINT = {2611.00001}}'],
])('BibTeX with %s names its paper', (_, text) => {
  expect(findPaperReferences(text).ids).toEqual(['2611.00001'])
})

test.each([
  ['dots without end', `${'.'.repeat(3_000_000)}x`],
  ['stars without end', `${'*'.repeat(3_000_000)}`],
  ['blanks after arxiv', `arxiv${' '.repeat(3_000_000)}x`],
  ['braces', `@misc{a, title = ${'{'.repeat(3_000_000)}`],
  ['quotes', `@misc{a, title = ${'"{'.repeat(1_000_000)}`],
  ['entries', '@misc{'.repeat(500_000)],
  ['entries on lines', '@misc{a,\n'.repeat(200_000)],
  ['equals signs', `@misc{a, ${'b='.repeat(1_000_000)}`],
  ['fields', `@misc{a, ${'b = {c}, '.repeat(500_000)}`],
  ['RIS tags', 'TY  - \n'.repeat(500_000)],
  ['one RIS tag', `TY  - X\n${'AU  - a\n'.repeat(500_000)}`],
  ['JSON lists', '['.repeat(2_000_000)],
  ['JSON lists in each other', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['slashes', `https://arxiv.org/${'/'.repeat(2_000_000)}`],
])('a text of %s is read to its end', (_, text) => {
  expect(Array.isArray(findPaperReferences(text).ids)).toBe(true)
  bibliographyEntries(text)
})

test('a text of more than 50 MB is refused before it is read', async () => {
  const desk = openDesk(PAPERS, () => ({}))
  await expect(desk.call('papers.add', { text: ' '.repeat(50_000_001) })).rejects.toThrow('more than 50 MB')
  const file = path.join(desk.folder, 'large.bib')
  writeFileSync(file, Buffer.alloc(50_000_001, ' '))
  await expect(desk.call('papers.addFile', { path: file })).rejects.toThrow('more than 50 MB')
})

test('two exports at once are two whole files', async () => {
  const desk = openDesk(PAPERS, (folder) => ({ bibOn: true, bibFile: path.join(folder, 'refs.bib') }))
  await desk.call('triage.decide', { ids: ['2611.00001'], state: 'later' })
  const [one, two] = [path.join(desk.folder, 'a.zip'), path.join(desk.folder, 'b.zip')]
  const signal = new AbortController().signal
  const written = await Promise.all([
    desk.call('library.archive', { path: one }, signal),
    desk.call('library.archive', { path: two }, signal),
    desk.call('keeping.run', {}, signal),
    desk.call('keeping.run', {}, signal),
    desk.call('library.export', { format: 'bibtex' }, signal),
    desk.call('triage.decide', { ids: ['2611.00002'], state: 'later' }, signal),
  ])
  expect([written[0].papers, written[1].papers, written[4].papers]).toEqual([2, 2, 2])
  expect(readdirSync(desk.folder).toSorted()).toEqual(['a.zip', 'b.zip', 'refs.bib'])
  const other = openDesk([], () => ({}))
  expect(await other.call('library.import', { path: two })).toMatchObject({ papers: 2 })
})

test('an archive written over one that is being written ends as one of the two, whole', async () => {
  const desk = openDesk(PAPERS, () => ({}))
  const file = path.join(desk.folder, 'a.zip')
  await Promise.all([desk.call('library.archive', { path: file }), desk.call('library.archive', { path: file })])
  expect(readdirSync(desk.folder)).toEqual(['a.zip'])
  expect(await openDesk([], () => ({})).call('library.import', { path: file })).toMatchObject({ papers: 2 })
})

test('a place that is a folder, is inside of the library, or is not there is told, and nothing is left lying', async () => {
  const desk = openDesk(PAPERS, () => ({}))
  mkdirSync(path.join(desk.folder, 'data/library'), { recursive: true })
  await expect(desk.call('library.archive', { path: desk.folder })).rejects.toThrow(/is a folder/)
  await expect(desk.call('library.archive', { path: path.join(desk.folder, 'data/library/x.zip') })).rejects.toThrow(/library itself/)
  await expect(desk.call('papers.pack', { ids: ['2611.00001'], path: '/proc/no/where.zip' })).rejects.toThrow()
  await expect(desk.call('papers.pack', { ids: ['2611.99999'] })).rejects.toThrow(/no paper 2611.99999/)
  expect(readdirSync(path.join(desk.folder, 'data/library'))).toEqual([])
})

test('an archive or a pack goes into a folder of one’s choice under a name of its own, and over nothing', async () => {
  const desk = openDesk(PAPERS, () => ({}))
  const out = path.join(desk.folder, 'out')
  mkdirSync(path.join(desk.folder, 'data'))
  mkdirSync(out)
  writeFileSync(path.join(out, 'dogear-pack-2026-11-20.zip'), 'mine')
  const first = await desk.call('papers.pack', { ids: ['2611.00001'], folder: out })
  expect(first.path).toBe(path.join(out, 'dogear-pack-2026-11-20 (2).zip'))
  await Promise.all([desk.call('library.archive', { folder: out }), desk.call('library.archive', { folder: out })])
  expect(readdirSync(out).toSorted()).toEqual([
    'dogear-library-2026-11-20 (2).zip',
    'dogear-library-2026-11-20.zip',
    'dogear-pack-2026-11-20 (2).zip',
    'dogear-pack-2026-11-20.zip',
  ])
  expect(readFileSync(path.join(out, 'dogear-pack-2026-11-20.zip'), 'utf8')).toBe('mine')
  const other = openDesk([], () => ({}))
  expect(await other.call('library.import', { path: path.join(out, 'dogear-library-2026-11-20 (2).zip') })).toMatchObject({ papers: 2 })
  for (const [folder, says] of [
    ['out', /not named in full/],
    [path.join(desk.folder, 'nowhere'), /There is no folder .*nowhere/],
    [path.join(desk.folder, 'data'), /inside of the library’s own/],
    [path.join(out, 'dogear-pack-2026-11-20.zip'), /There is no folder/],
  ] as const)
    await expect(desk.call('library.archive', { folder })).rejects.toThrow(says)
  expect(readdirSync(out)).toHaveLength(4)
})

test('places.look says of a folder as it is typed what is wrong with it, and which names go on like it', async () => {
  const desk = openDesk(PAPERS, () => ({}))
  for (const name of ['data', 'Vaults/One', 'vault', '.hidden']) mkdirSync(path.join(desk.folder, name), { recursive: true })
  writeFileSync(path.join(desk.folder, 'vault.md'), '')
  const look = (typed: string) => desk.call('places.look', { path: typed })
  const at = (name: string): string => path.join(desk.folder, name)
  expect(await look('')).toEqual({ problem: null, folders: [] })
  expect(await look(at('vault'))).toEqual({ problem: null, folders: [at('vault'), at('Vaults')] })
  expect(await look(`${at('Vaults')}/`)).toEqual({ problem: null, folders: [at('Vaults/One')] })
  expect(await look(at('vau'))).toMatchObject({
    problem: expect.stringContaining('There is no folder') as string,
    folders: [at('vault'), at('Vaults')],
  })
  expect((await look(`${desk.folder}/`)).folders).toEqual([at('data'), at('vault'), at('Vaults')])
  expect((await look(at('.h'))).folders).toEqual([at('.hidden')])
  expect((await look(at('data'))).problem).toMatch(/inside of the library’s own/)
  expect(await look('vault')).toMatchObject({ problem: expect.stringContaining('not named in full') as string, folders: [] })
  expect((await look('/proc/no/such\0/x')).problem).not.toBeNull()
})

// Owns the facts about which papers the entries of a bibliography mean.
import { beforeEach, describe, expect, it } from 'vitest'
import { decide } from '#core/commands/triage.ts'
import { type KnownTitles, knownTitles, matchReferences } from '#core/queries/references.ts'
import { storeFile } from '#core/storage/file-rows.ts'
import { addPapers, openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
let titles: KnownTitles
let turns = 0
const { signal } = new AbortController()
const match = async (...references: { text: string; arxivId: string | null }[]) =>
  (await matchReferences(library.store, titles, references, { signal })).matches
const idsOf = async (...texts: string[]) =>
  (await match(...texts.map((text) => ({ text, arxivId: null })))).map((found) => found?.paperId ?? null)

beforeEach(() => {
  library = openLibrary()
  turns = 0
  titles = knownTitles(library.store, { yieldTurn: () => Promise.resolve(void (turns += 1)) })
  addPapers(library, [
    { id: '2611.00001', title: 'The Measure of Löwner Things' },
    { id: '2611.00002', title: 'The Measure of Löwner Things: A Longer Story' },
    { id: '2611.00003', title: 'Ants' },
    { id: '2611.00004', title: 'Sample of the measure of things', sample: true },
  ])
})

describe("'references.match'", () => {
  it('knows a paper by its arXiv id, with its state and its file', async () => {
    decide(library.context, { ids: ['2611.00003'], state: 'later' })
    storeFile(library.store, {
      hash: 'b'.repeat(64),
      bytes: 10,
      paperId: '2611.00003',
      version: 1,
      title: 'Ants',
      origin: 'arxiv',
      addedAtMs: TEST_NOW_MS,
    })
    expect(await match({ text: 'Ants. arXiv:2611.00003', arxivId: '2611.00003' }, { text: 'x', arxivId: '2501.00001' })).toEqual([
      { paperId: '2611.00003', title: 'Ants', state: 'later', hash: 'b'.repeat(64) },
      null,
    ])
  })

  it('knows a paper by its whole title, whatever its accents and signs; the longest of several', async () => {
    expect(
      await idsOf(
        'A. Archer. The measure of Lowner-things. In Proceedings, 2024.',
        'A. Archer. The Measure of Löwner Things — a longer story. 2025.',
        'A. Archer. The measure of Lowner. 2024.',
        'B. Baker. Ants. 2020.',
        'C. Carter. Sample of the measure of things. 2020.',
      ),
    ).toEqual(['2611.00001', '2611.00002', null, null, null])
  })

  it('does not take a paper of the same title for one with another arXiv id', async () => {
    expect(await match({ text: 'The Measure of Löwner Things', arxivId: '2501.00001' })).toEqual([null])
  })

  it('sees papers that came later, and reads the titles again only then', async () => {
    expect(await idsOf('Of things that came later, 2026.')).toEqual([null])
    const read = turns
    await idsOf('Of things that came later, 2026.')
    expect(turns).toBe(read)
    addPapers(library, [{ id: '2611.00009', title: 'Of things that came later', position: 9 }])
    expect(await idsOf('Of things that came later, 2026.')).toEqual(['2611.00009'])
  })
})

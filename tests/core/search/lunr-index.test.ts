// Owns the proof that the incremental index answers as a stock Lunr index built afresh from the same papers.
import lunr from 'lunr'
import { describe, expect, test } from 'vitest'
import { type IndexPiece, piecesOf, PiecesReading } from '#core/search/index-pieces.ts'
import { LunrIndex } from '#core/search/lunr-index.ts'
import { FIELDS, madePaper, type MadePaper, madeQuery } from './made-papers.ts'
import { type Seeded, seeded } from './seeded.ts'

function stockIndex(papers: Iterable<MadePaper>): lunr.Index {
  return lunr((builder) => {
    builder.ref('id')
    for (const { name, boost } of FIELDS) builder.field(name, { boost })
    for (const paper of papers) builder.add(paper)
  })
}

type Scores = Map<string, number> | 'not a query'

function scoresOf(search: () => { ref: string; score: number }[]): Scores {
  try {
    const hits = search()
    for (let at = 1; at < hits.length; at += 1) if (hits[at]!.score > hits[at - 1]!.score) throw new Error('not in order of score')
    return new Map(hits.map((hit) => [hit.ref, hit.score]))
  } catch (thrown) {
    if (thrown instanceof lunr.QueryParseError) return 'not a query'
    throw thrown
  }
}

function expectSameScores(query: string, ours: Scores, stock: Scores): void {
  if (ours === 'not a query' || stock === 'not a query') {
    expect(ours, query).toBe(stock)
    return
  }
  expect([...ours.keys()].toSorted(), query).toEqual([...stock.keys()].toSorted())
  for (const [ref, score] of stock) expect(Math.abs(ours.get(ref)! - score), `${query} → ${ref}`).toBeLessThanOrEqual(1e-9)
}

interface Changed {
  index: LunrIndex
  papers: Map<string, MadePaper>
}

function changeAtRandom(seed: number, steps: number, from: Changed = { index: new LunrIndex(FIELDS), papers: new Map() }): Changed {
  const random = seeded(seed)
  const { index, papers } = from
  for (let step = 0; step < steps; step += 1) {
    const id = `p${random.whole(0, Math.max(4, steps / 2))}`
    if (random.chance(0.25)) {
      expect(index.remove(id)).toBe(papers.delete(id))
    } else {
      const paper = madePaper(random, id)
      papers.set(id, paper)
      index.add(id, paper)
    }
  }
  return from
}

/** The index as it is after it was saved and read back. */
function savedAndRead(index: LunrIndex): LunrIndex {
  const pieces: IndexPiece[] = Array.from(piecesOf(index), ({ name, bytes }) => ({ name, bytes: bytes.slice() }))
  const sizes = new Map<string, number>()
  for (const { name, bytes } of pieces) sizes.set(name, (sizes.get(name) ?? 0) + bytes.length)
  const reading = new PiecesReading(sizes)
  for (const piece of pieces) reading.take(piece)
  return reading.finish(FIELDS)
}

function expectExact({ index, papers }: Changed, random: Seeded, rounds: number): void {
  const stock = stockIndex(papers.values())
  for (let round = 0; round < rounds; round += 1) {
    const query = madeQuery(random)
    expectSameScores(
      query,
      scoresOf(() => index.search(query, { maxExpansions: Number.POSITIVE_INFINITY }).hits),
      scoresOf(() => stock.search(query)),
    )
  }
}

describe('the incremental Lunr index', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('scores like a fresh stock index after random changes (seed %i)', (seed) => {
    const random = seeded(seed * 7919)
    expectExact(changeAtRandom(seed, random.whole(1, 120)), random, 60)
  })

  test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    'scores like a fresh stock index after it was saved, read back and changed, twice over (seed %i)',
    (seed) => {
      const random = seeded(seed * 104_729)
      let changed = changeAtRandom(seed, random.whole(1, 120))
      for (let save = 1; save <= 2; save += 1) {
        changed = { ...changed, index: savedAndRead(changed.index) }
        expectExact(changed, random, 15)
        changeAtRandom(seed * 31 + save, random.whole(1, 120), changed)
        expectExact(changed, random, 30)
      }
    },
  )

  test('an index without documents is read back', () => {
    const { index, papers } = changeAtRandom(3, 1)
    for (const id of papers.keys()) index.remove(id)
    const again = savedAndRead(savedAndRead(new LunrIndex(FIELDS)))
    again.add('one', { title: 'ember' })
    expect(again.search('ember').hits.map(({ ref }) => ref)).toEqual(['one'])
    expect(savedAndRead(index).search('ember').total).toBe(0)
  })

  test('keeps documents and counts right when everything is removed and added again', () => {
    const { index, papers } = changeAtRandom(99, 60)
    for (const id of papers.keys()) index.remove(id)
    expect(index.size).toBe(0)
    expect(index.search('lantern').total).toBe(0)
    for (const paper of papers.values()) index.add(paper.id, paper)
    expectSameScores(
      'lantern ember',
      scoresOf(() => index.search('lantern ember').hits),
      scoresOf(() => stockIndex(papers.values()).search('lantern ember')),
    )
  })

  test('returns the best of many and counts them all', () => {
    const { index, papers } = changeAtRandom(5, 100)
    const all = index.search('lantern harbour ember')
    const some = index.search('lantern harbour ember', { limit: 7 })
    expect(some.hits).toEqual(all.hits.slice(0, 7))
    expect(some.total).toBe(all.total)
    expect(papers.size).toBeGreaterThan(20)
  })

  test('counts a word that stands more than 255 times in one field exactly', () => {
    const index = new LunrIndex(FIELDS)
    const papers = [
      { id: 'many', title: 'ember', abstract: 'ember '.repeat(1000), authors: '' },
      { id: 'few', title: '', abstract: 'ember harbour', authors: '' },
    ]
    for (const paper of papers) index.add(paper.id, paper)
    expectSameScores(
      'ember',
      scoresOf(() => index.search('ember').hits),
      scoresOf(() => stockIndex(papers).search('ember')),
    )
    const again = savedAndRead(index)
    expect(again.search('ember').hits).toEqual(index.search('ember').hits)
    again.remove('many')
    expect(again.search('ember').hits.map((hit) => hit.ref)).toEqual(['few'])
    index.remove('many')
    expect(index.search('ember').hits.map((hit) => hit.ref)).toEqual(['few'])
  })

  test('looks up only the most common words when a pattern stands for too many, and says so', () => {
    const index = new LunrIndex(FIELDS)
    for (let at = 0; at < 50; at += 1) index.add(`p${at}`, { title: `common${at % 3 === 0 ? 'a' : `rare${at}`}` })
    const answer = index.search('*', { maxExpansions: 1 })
    expect(answer.capped).toBe(true)
    expect(answer.total).toBe(17)
    expect(index.search('*').capped).toBe(false)
  })
})

// Owns the proof, on real papers where they are at hand, that the incremental index scores as a fresh stock Lunr index does.
import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { createGunzip } from 'node:zlib'
import lunr from 'lunr'
import { expect } from 'vitest'
import { LunrIndex } from '#core/search/lunr-index.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { type Seeded, seeded } from './seeded.ts'

const FIELDS = [
  { name: 'title', boost: 4 },
  { name: 'abstract', boost: 1 },
  { name: 'authors', boost: 3 },
]

interface RealPaper {
  id: string
  title: string
  abstract: string
  authors: string
}

const folder = sharedDataFolder()
const file = folder === null ? '' : path.join(folder, 'corpus-60k.jsonl.gz')
const test = testUnless(existsSync(file) ? null : NO_SHARED_DATA)

async function readPapers(count: number): Promise<RealPaper[]> {
  const papers: RealPaper[] = []
  for await (const line of readline.createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const { id, title, abstract, authors = [] } = JSON.parse(line) as Omit<RealPaper, 'authors'> & { authors?: string[] }
    papers.push({ id, title, abstract, authors: authors.join(' ') })
    if (papers.length === count) break
  }
  return papers
}

function madeQuery(papers: readonly RealPaper[], random: Seeded): string {
  return Array.from({ length: random.whole(1, 5) }, () => {
    const paper = random.pick(papers)
    const words = (random.chance(0.5) ? paper.title : paper.abstract).match(/[A-Za-z]{3,}/g) ?? ['model']
    let word = random.pick(words)
    if (random.chance(0.2)) word = `${word.slice(0, random.whole(2, word.length))}*`
    else if (random.chance(0.1)) word = `*${word.slice(-4)}`
    const slip = random.chance(0.15) && word.length > 5 ? `~${random.whole(1, 3)}` : ''
    const presence = random.chance(0.3) ? random.pick(['+', '-']) : ''
    const field = random.chance(0.2) ? `${random.pick(FIELDS).name}:` : ''
    return presence + field + word + slip + (random.chance(0.1) ? '^3' : '')
  }).join(' ')
}

test('real papers score as in stock Lunr after random changes', async () => {
  const random = seeded(31)
  const all = await readPapers(1500)
  const index = new LunrIndex(FIELDS)
  const kept = new Map<string, RealPaper>()
  for (let step = 0; step < 3000; step += 1) {
    const paper = random.pick(all)
    if (random.chance(0.2)) {
      index.remove(paper.id)
      kept.delete(paper.id)
    } else {
      const written = random.chance(0.1) ? { ...paper, abstract: random.pick(all).abstract } : paper
      index.add(paper.id, { ...written })
      kept.set(paper.id, written)
    }
  }
  const stock = lunr((builder) => {
    builder.ref('id')
    for (const { name, boost } of FIELDS) builder.field(name, { boost })
    for (const paper of kept.values()) builder.add(paper)
  })
  for (let round = 0; round < 300; round += 1) {
    const query = madeQuery(all, random)
    const ours = new Map(index.search(query, { maxExpansions: Number.POSITIVE_INFINITY }).hits.map((hit) => [hit.ref, hit.score]))
    const theirs = stock.search(query)
    expect(ours.size, query).toBe(theirs.length)
    for (const { ref, score } of theirs)
      expect(Math.abs((ours.get(ref) ?? Number.NaN) - score), `${query} → ${ref}`).toBeLessThanOrEqual(1e-9)
  }
})

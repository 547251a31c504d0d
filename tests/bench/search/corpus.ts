// Owns the papers that search is measured on: real records from a file, and more made by mixing their sentences.
import { createReadStream } from 'node:fs'
import readline from 'node:readline'
import { createGunzip } from 'node:zlib'
import { type Seeded, seeded } from '#tests/core/search/seeded.ts'

export interface BenchPaper {
  id: string
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  votes: number
  /** `YYYY-MM-DD`. */
  day: string
}

interface CorpusLine {
  id: string
  title: string
  abstract: string
  authors?: string[]
  categories?: string[]
  published?: string
  first_listed?: string
  hf_upvotes?: number
}

/** The first `count` papers of the file; made ones after its end. `file` is JSON lines, gzipped. */
export async function readCorpus(file: string, count: number): Promise<BenchPaper[]> {
  const papers: BenchPaper[] = []
  for await (const line of readline.createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const record = JSON.parse(line) as CorpusLine
    papers.push({
      id: record.id,
      title: folded(record.title),
      abstract: folded(record.abstract),
      authors: record.authors ?? [],
      categories: record.categories ?? [],
      votes: record.hf_upvotes ?? 0,
      day: record.first_listed ?? record.published?.slice(0, 10) ?? '2025-01-01',
    })
    if (papers.length === count) return papers
  }
  const real = papers.length
  const random = seeded(77)
  const sentences = papers.map((paper) => paper.abstract.split(/(?<=[.?!]) /))
  while (papers.length < count) papers.push(mixedPaper(papers, sentences, real, random))
  return papers
}

function mixedPaper(papers: readonly BenchPaper[], sentences: readonly string[][], real: number, random: Seeded): BenchPaper {
  const number = papers.length
  const base = papers[random.whole(0, real)] as BenchPaper
  const other = papers[random.whole(0, real)] as BenchPaper
  const words = base.title.split(' ')
  const otherWords = other.title.split(' ')
  const title = [...words.slice(0, Math.ceil(words.length / 2)), ...otherWords.slice(Math.floor(otherWords.length / 2))].join(' ')
  const abstract = Array.from({ length: 7 }, () => random.pick(random.pick(sentences))).join(' ')
  return {
    id: `${9000 + Math.floor(number / 100_000)}.${String(number % 100_000).padStart(5, '0')}`,
    title,
    abstract,
    authors: [...base.authors.slice(0, 2), ...other.authors.slice(-2)],
    categories: base.categories,
    votes: other.votes,
    day: other.day,
  }
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

// Owns the measuring of one engine in this process: build, a day added, restart, memory, and every kind of search.
import { parseArgs } from 'node:util'
import { type BenchPaper, readCorpus } from './corpus.ts'
import { DogearEngine } from './engine-dogear.ts'
import { FlexSearchEngine } from './engine-flexsearch.ts'
import { Fts5Engine } from './engine-fts5.ts'
import { LunrEngine } from './engine-lunr.ts'
import { MiniSearchEngine } from './engine-minisearch.ts'
import { OramaEngine } from './engine-orama.ts'
import type { Engine } from './engine.ts'
import { type BenchQuery, KINDS, type Kind, makeQueries } from './known-items.ts'

export interface KindFigures {
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** Null where no one paper is meant. */
  mrr10: number | null
  hit10: number | null
}

export interface EngineFigures {
  engine: string
  n: number
  buildS: number
  addDayMs: number
  loadMs: number | null
  residentMb: number
  kinds: Record<Kind, KindFigures>
}

const DAY_PAPERS = 41
const BYTES_PER_MB = 1_048_576

const ENGINES: Readonly<Record<string, () => Engine>> = {
  dogear: () => new DogearEngine(),
  lunr: () => new LunrEngine(),
  minisearch: () => new MiniSearchEngine(),
  flexsearch: () => new FlexSearchEngine(),
  orama: () => new OramaEngine(),
  fts5: () => new Fts5Engine(),
}

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    corpus: { type: 'string' },
    n: { type: 'string' },
    queries: { type: 'string' },
    seed: { type: 'string' },
  },
})
const create = ENGINES[values.engine ?? '']
if (!create) throw new Error(`the engines are ${Object.keys(ENGINES).join(', ')}`)
const count = Number(values.n)
const papers = await readCorpus(values.corpus ?? '', count + DAY_PAPERS)
const queries = makeQueries(papers.slice(0, count), Number(values.seed), Number(values.queries))
console.log(JSON.stringify(await measure(values.engine ?? '', create(), papers)))

async function measure(name: string, engine: Engine, all: BenchPaper[]): Promise<EngineFigures> {
  const stock = all.splice(0, count)
  await engine.prepare(stock)
  const rssBefore = residentBytes()
  const buildMs = await timed(() => engine.build(stock))
  for (const query of queries.slice(0, 20)) await engine.search(query)
  const kinds = await measureKinds(engine)
  const residentMb = (residentBytes() - rssBefore) / BYTES_PER_MB
  const addDayMs = await timed(() => engine.add(all.splice(0, DAY_PAPERS)))
  const loadMs = await engine.reload()
  await engine.close()
  return {
    engine: name,
    n: count,
    buildS: rounded(buildMs / 1000),
    addDayMs: rounded(addDayMs),
    loadMs: loadMs === null ? null : rounded(loadMs),
    residentMb: Math.round(residentMb),
    kinds,
  }
}

async function measureKinds(engine: Engine): Promise<Record<Kind, KindFigures>> {
  const figures: [Kind, KindFigures][] = []
  for (const kind of KINDS) {
    const times: number[] = []
    const ranks: number[] = []
    for (const query of queries.filter((each) => each.kind === kind)) {
      let found: string[] = []
      times.push(await timed(async () => (found = await engine.search(query))))
      if (query.wanted !== null) ranks.push(found.indexOf(query.wanted) + 1)
      if (process.env['DOGEAR_BENCH_MISSES'] && query.wanted !== null && found[0] !== query.wanted) logMiss(query, found)
    }
    figures.push([kind, { ...percentiles(times), ...quality(ranks) }])
  }
  return Object.fromEntries(figures) as Record<Kind, KindFigures>
}

function logMiss(query: BenchQuery, found: string[]): void {
  console.error(query.kind, query.words.join(' '), '→', query.wanted, 'at', found.indexOf(query.wanted ?? '') + 1, 'behind', found[0])
}

function quality(ranks: number[]): { mrr10: number | null; hit10: number | null } {
  if (ranks.length === 0) return { mrr10: null, hit10: null }
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank === 0 ? 0 : 1 / rank), 0)
  return { mrr10: rounded(reciprocal / ranks.length, 3), hit10: rounded(ranks.filter((rank) => rank > 0).length / ranks.length, 3) }
}

function percentiles(times: number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number): number => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

function residentBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss
}

function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

// Owns the measuring of one engine, in two processes: one makes its index, adds a day and keeps it, the other reads it back and asks every kind of search.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus } from './corpus.ts'
import { DogearEngine } from './engine-dogear.ts'
import { FlexSearchEngine } from './engine-flexsearch.ts'
import { Fts5Engine } from './engine-fts5.ts'
import { LunrEngine } from './engine-lunr.ts'
import { MiniSearchEngine } from './engine-minisearch.ts'
import { OramaEngine } from './engine-orama.ts'
import type { Engine } from './engine.ts'
import { type Extras, measureExtras } from './extras.ts'
import { type BenchQuery, KINDS, type Kind, makeQueries, WARM_UP_SEED } from './known-items.ts'

interface Times {
  p50Ms: number
  p95Ms: number
  p99Ms: number
}

/** Of searches for identifiers alone. */
export interface KindFigures extends Times {
  /** Null where no one paper is meant. */
  mrr10: number | null
  hit10: number | null
  /** The same searches once more, with marked titles and passages; null for an engine that keeps no texts. */
  withTexts: Times | null
}

/** What the first process tells. */
export interface Made {
  buildS: number
  addDayMs: number
  /** Processor time of the same. */
  addDayCpuMs: number
  /** Before it: rows put where the engine finds them; null for one that keeps them itself. */
  storeDayMs: number | null
}

/** What the second one tells. */
export interface Asked {
  loadMs: number | null
  residentMb: number
  kinds: Record<Kind, KindFigures>
  /** What only Dogear is asked. */
  extras: Extras | null
}

export interface EngineFigures extends Made {
  engine: string
  n: number
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

/** What the first process leaves for the second. */
interface Handed {
  isKept: boolean
  queries: BenchQuery[]
  warmUp: BenchQuery[]
}

const { values } = parseArgs({
  options: {
    phase: { type: 'string' },
    engine: { type: 'string' },
    corpus: { type: 'string' },
    n: { type: 'string' },
    queries: { type: 'string' },
    seed: { type: 'string' },
    folder: { type: 'string' },
  },
})
const create = ENGINES[values.engine ?? '']
if (!create) throw new Error(`the engines are ${Object.keys(ENGINES).join(', ')}`)
const count = Number(values.n)
const folder = values.folder ?? ''
const handedFile = path.join(folder, 'handed.json')
console.log(JSON.stringify(values.phase === 'make' ? await make(create()) : await ask(create())))

async function make(engine: Engine): Promise<Made> {
  const papers = await readCorpus(values.corpus ?? '', count + DAY_PAPERS)
  const stock = papers.splice(0, count)
  const perKind = Number(values.queries)
  const handed: Handed = {
    isKept: false,
    queries: makeQueries(stock, Number(values.seed), perKind),
    warmUp: makeQueries(stock, WARM_UP_SEED, 5),
  }
  await engine.prepare(stock)
  const buildMs = await timed(() => engine.build(stock))
  const storeDayMs = await timed(() => Promise.resolve(engine.store?.(papers)))
  const usedBefore = process.cpuUsage()
  const addDayMs = await timed(() => engine.add(papers))
  const { user, system } = process.cpuUsage(usedBefore)
  handed.isKept = await engine.keep(folder)
  await engine.close()
  writeFileSync(handedFile, JSON.stringify(handed))
  return {
    buildS: rounded(buildMs / 1000),
    addDayMs: rounded(addDayMs),
    addDayCpuMs: rounded((user + system) / 1000),
    storeDayMs: engine.store ? rounded(storeDayMs) : null,
  }
}

async function ask(engine: Engine): Promise<Asked> {
  const { isKept, queries, warmUp } = JSON.parse(readFileSync(handedFile, 'utf8')) as Handed
  // an engine that keeps nothing is made again, with the papers at hand before memory is measured
  const papers = isKept ? [] : await readCorpus(values.corpus ?? '', count)
  if (!isKept) await engine.prepare(papers)
  const rssBefore = residentBytes()
  const loadMs = await timed(() => (isKept ? engine.open(folder) : engine.build(papers)))
  const ids = [...new Set(queries.flatMap(({ wanted }) => wanted ?? []))]
  const similar = engine instanceof DogearEngine ? ids.slice(0, 100).map((id) => engine.similar(id)) : []
  for (const query of warmUp) {
    await engine.search(query)
    await engine.searchWithTexts?.(query)
  }
  const kinds = await measureKinds(engine, queries)
  const residentMb = Math.round((residentBytes() - rssBefore) / BYTES_PER_MB)
  const extras = engine instanceof DogearEngine ? await measureExtras(engine, ids, similar) : null
  await engine.close()
  return { loadMs: isKept ? rounded(loadMs) : null, residentMb, kinds, extras }
}

async function measureKinds(engine: Engine, queries: readonly BenchQuery[]): Promise<Record<Kind, KindFigures>> {
  const figures: [Kind, KindFigures][] = []
  for (const kind of KINDS) {
    const times: number[] = []
    const ranks: number[] = []
    const asked = queries.filter((each) => each.kind === kind)
    for (const query of asked) {
      let found: string[] = []
      times.push(await timed(async () => (found = await engine.search(query))))
      if (query.wanted !== null) ranks.push(found.indexOf(query.wanted) + 1)
      if (process.env['DOGEAR_BENCH_MISSES'] && query.wanted !== null && found[0] !== query.wanted) logMiss(query, found)
    }
    const textTimes: number[] = []
    if (engine.searchWithTexts) for (const query of asked) textTimes.push(await timed(async () => engine.searchWithTexts?.(query)))
    const withTexts = engine.searchWithTexts ? percentiles(textTimes) : null
    figures.push([kind, { ...percentiles(times), ...quality(ranks), withTexts }])
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

function percentiles(times: number[]): Times {
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

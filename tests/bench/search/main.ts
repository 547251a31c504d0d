// Owns `npm run bench:search -- --corpus FILE.jsonl.gz --n N [--engines a,b] [--json]`: engines in turn, each in processes of its own: one makes the index, one reads it back and asks.
import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { HELD_OUT_SEED, KINDS, TUNING_SEED } from './known-items.ts'
import type { Asked, EngineFigures, KindFigures, Made } from './measure.ts'

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    n: { type: 'string', default: '5000' },
    engines: { type: 'string', default: 'dogear,lunr,minisearch,flexsearch,orama,fts5' },
    queries: { type: 'string', default: '100' },
    tune: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const folder = sharedDataFolder()
const corpus = values.corpus ?? (folder ? path.join(folder, 'corpus-60k.jsonl.gz') : undefined)
if (corpus === undefined) throw new Error('--corpus FILE.jsonl.gz says which papers to search')

const results: EngineFigures[] = []
for (const engine of values.engines.split(',')) {
  const { figures, extras } = await measureAlone(engine, corpus)
  if (!values.json) print(figures, extras)
  results.push(figures)
}
if (values.json) console.log(JSON.stringify(results, null, 2))

async function measureAlone(engine: string, file: string): Promise<{ figures: EngineFigures; extras: Asked['extras'] }> {
  const kept = newTempFolder()
  try {
    const made = await phase<Made>('make', engine, file, kept)
    const { loadMs, residentMb, kinds, extras } = await phase<Asked>('ask', engine, file, kept)
    return { figures: { engine, n: Number(values.n), ...made, loadMs, residentMb, kinds }, extras }
  } finally {
    removeFolder(kept)
  }
}

function phase<Told>(name: 'make' | 'ask', engine: string, file: string, kept: string): Promise<Told> {
  const script = path.join(import.meta.dirname, 'measure.ts')
  const seed = String(values.tune ? TUNING_SEED : HELD_OUT_SEED)
  const flags = [
    '--phase',
    name,
    '--engine',
    engine,
    '--corpus',
    file,
    '--n',
    values.n,
    '--queries',
    values.queries,
    '--seed',
    seed,
    '--folder',
    kept,
  ]
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=12000', script, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(output) as Told) : reject(new Error(`${engine} ended with ${code}`))))
  })
}

function rowOf({ withTexts, ...figures }: KindFigures): Record<string, number | null> {
  return withTexts ? { ...figures, textsP50Ms: withTexts.p50Ms, textsP95Ms: withTexts.p95Ms, textsP99Ms: withTexts.p99Ms } : figures
}

function print(figures: EngineFigures, extras: Asked['extras']): void {
  const { engine, n, buildS, addDayMs, addDayCpuMs, storeDayMs, loadMs, residentMb, kinds } = figures
  const machine = `${os.cpus().length} cores, Node ${process.version}`
  console.log(`\n${engine}, ${n} papers (${machine}): build ${buildS} s, a day ${addDayMs} ms, load ${loadMs ?? '—'} ms, ${residentMb} MB`)
  if (storeDayMs !== null)
    console.log(`a day's rows are written before, in ${storeDayMs} ms; its ${addDayCpuMs} ms of processor time are of the index alone`)
  console.log('asked for: ten identifiers, best first; with texts: also titles and a passage each, the found words marked')
  console.table(Object.fromEntries(KINDS.map((kind) => [kind, rowOf(kinds[kind])])))
  if (extras === null) return
  const { similarFirstMs, similarMaxMs, edits, unlikely } = extras
  console.log(`near in meaning: first call ${similarFirstMs} ms, at most ${similarMaxMs} ms`)
  for (const [where, { p50Ms, maxMs }] of Object.entries(edits))
    console.log(`a ${where} until it is found: ${p50Ms} ms, at most ${maxMs} ms`)
  console.log(`input that is no search, the slowest: ${unlikely.map(({ name, ms }) => `${name} ${ms} ms`).join('; ')}`)
}

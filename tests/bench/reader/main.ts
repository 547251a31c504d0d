// Owns `npm run bench:reader`: the reader against pdf.js's own viewer and EmbedPDF's in the same run: sharp pages, jumps, scrolling, find, memory.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '#tests/support/repository.ts'
import { measureManyMarks } from './many-marks.ts'
import { renderersMb } from './memory.ts'
import { asOther, type BenchPaper, benchPaper } from './papers.ts'
import { openEmbed, type OpenedReader, openStock, scroll, startDogear } from './readers.ts'
import { serveViewers } from './served-viewer.ts'
import { textExtraction } from './text-extraction.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    pages: { type: 'string', default: '14,24,117,2100' },
    tabs: { type: 'string', default: '10' },
    /** Fetches EmbedPDF (236 MB) into out/bench the first time. */
    embedpdf: { type: 'boolean', default: false },
  },
})
const EMBED_VERSION = '2.15.1'
const TABS = Number(values.tabs)
const sizes = values.pages.split(',').map(Number) as (14 | 24 | 117 | 2100)[]
const papers = await Promise.all(sizes.map(benchPaper))
const ordinary = papers.filter(({ pages }) => pages <= 40)
const tabPapers = Array.from({ length: ordinary.length === 0 ? 0 : TABS }, (_, index) =>
  asOther(ordinary[index % ordinary.length] as BenchPaper, index),
)
const served = [...papers.map(({ bytes }) => bytes), ...tabPapers]
const viewers = await serveViewers(served, values.embedpdf ? embedFolder() : null)
const dogear = await startDogear(served)
const opens: Record<string, (paper: number) => Promise<OpenedReader>> = {
  dogear: (paper) => dogear.open(paper),
  stock: (paper) => openStock(viewers, paper),
}
const say = (line: string): void => {
  if (!values.json) process.stderr.write(`${line}\n`)
}

type Row = Record<string, string | number | null>
const rows: Row[] = []
for (const [index, paper] of papers.entries()) {
  for (const reader of Object.keys(opens)) rows.push({ reader, pages: paper.pages, ...(await measured(reader, index, paper)) })
  if (values.embedpdf) rows.push({ reader: 'embedpdf', pages: paper.pages, ...(await embedded(index)) })
}
const tabs = TABS > 0 && tabPapers.length > 0 ? await manyTabs(papers.length) : null
const text = await textExtraction(papers)
await dogear.close()
viewers.close()
const marks = await measureManyMarks()

const results = {
  machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`,
  papers: papers.map(({ name, pages }) => ({ name, pages })),
  reading: rows,
  tenTabs: tabs,
  twoThousandMarks: marks,
  text,
  elsewhere: { selectionExactness: 'npm run bench:selection', anchoringAndExport: 'npm run bench:annotations' },
}
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(results.machine)
  console.table(rows)
  console.table([{ ...tabs, ...marks }])
  console.table(text)
}

/** Medians of the runs; readers take turns. */
async function measured(reader: string, index: number, paper: BenchPaper): Promise<Row> {
  const samples: Record<string, number>[] = []
  for (let run = 0; run < Number(values.runs); run++) {
    say(`${reader}, ${paper.pages} pages, run ${run + 1}`)
    const open = opens[reader]
    const opened = await open?.(index)
    if (!opened) continue
    const far = Math.max(2, Math.round(paper.pages * 0.8))
    const jumpMs = await opened.jump(far)
    await opened.jump(1)
    const slow = await scroll(opened.page, opened.surface, 2, 4)
    await opened.jump(1)
    const fast = await scroll(opened.page, opened.surface, 8, 4)
    const memory = renderersMb() ?? 0
    const found = await opened.find(paper.word)
    samples.push({
      firstSharpMs: opened.firstSharpMs,
      jumpMs,
      frames2: slow.frames,
      worst2Ms: slow.worstFrameMs,
      late2: slow.lateFrames,
      blank2: slow.blankFrames,
      frames8: fast.frames,
      worst8Ms: fast.worstFrameMs,
      late8: fast.lateFrames,
      blank8: fast.blankFrames,
      findMs: found?.ms ?? 0,
      found: Number(/of (\d+)/.exec(found?.words ?? '')?.[1] ?? 0),
      memoryMb: memory,
    })
    await opened.close()
  }
  return Object.fromEntries(Object.keys(samples[0] ?? {}).map((name) => [name, median(samples.map((sample) => sample[name] ?? 0))]))
}

async function embedded(index: number): Promise<Row> {
  const samples: { firstSharpMs: number; memoryMb: number }[] = []
  for (let run = 0; run < Number(values.runs); run++) {
    say(`embedpdf, run ${run + 1}`)
    const opened = await openEmbed(viewers, index)
    samples.push({ firstSharpMs: opened.firstSharpMs, memoryMb: renderersMb() ?? 0 })
    await opened.close()
  }
  return { firstSharpMs: median(samples.map((each) => each.firstSharpMs)), memoryMb: median(samples.map((each) => each.memoryMb)) }
}

/** Ten papers open at once: tabs here, ten pages of the browser there. */
async function manyTabs(from: number): Promise<Row> {
  say(`${TABS} tabs`)
  const first = await dogear.open(from)
  for (let tab = 1; tab < TABS; tab++) {
    await first.page.keyboard.press('Escape')
    await first.page.locator('[role=option][aria-selected=true]').first().waitFor()
    await first.page.keyboard.press('j')
    await first.page.keyboard.press('Shift+O')
    await first.page.locator('[data-document]:not([inert]) .page canvas').first().waitFor()
  }
  // gone through once more, as a reader does
  for (let tab = 0; tab < TABS; tab++) {
    await first.page.keyboard.press('Alt+j')
    await first.page.locator('[data-document]:not([inert]) .page canvas').first().waitFor()
  }
  const dogearMb = renderersMb()
  await first.close()
  const stock = await openStock(viewers, from)
  for (let tab = 1; tab < TABS; tab++) {
    const page = await stock.page.context().newPage()
    await page.goto(viewers.url('stock', from + tab))
    await page.locator('.page canvas').first().waitFor()
  }
  const stockMb = renderersMb()
  await stock.close()
  return { tabs: TABS, dogearMb, stockMb }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const value = sorted[sorted.length >> 1] ?? 0
  return Math.round(value * 100) / 100
}

/** Only for the comparison, so it is no dependency: fetched by npm, exactly this version, none of its scripts run. */
function embedFolder(): string {
  const folder = path.join(repositoryRoot, 'out', 'bench', 'embedpdf')
  const dist = path.join(folder, 'node_modules', '@embedpdf', 'snippet', 'dist')
  if (!existsSync(dist)) {
    const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `@embedpdf/snippet@${EMBED_VERSION}`]
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`EmbedPDF could not be fetched: ${stderr}`)
  }
  return dist
}

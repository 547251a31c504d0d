// Owns `npm run bench:reader`: the reader against pdf.js's own viewer and EmbedPDF's in the same run: sharp pages, jumps, scrolling, find, memory.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '#tests/support/repository.ts'
import { fewAndMany } from './many-marks.ts'
import { renderersMb } from './memory.ts'
import { asOther, type BenchPaper, benchPaper } from './papers.ts'
import { DOM_SURFACE, IN_PAGE } from './in-page.ts'
import { openEmbed, openStock } from './peers.ts'
import { type OpenedReader, scroll, sightOf, startDogear } from './readers.ts'
import { serveViewers, type Sight } from './served-viewer.ts'
import { textExtraction } from './text-extraction.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    pages: { type: 'string', default: '14,24,117,2100' },
    tabs: { type: 'string', default: '10' },
    /** Seconds without a key before a word is looked for: as after reading a while, not right behind the scrolling. */
    rest: { type: 'string', default: '0' },
    /** Opened before core has read its words, which it does as soon as a paper is on disk. */
    unread: { type: 'boolean', default: false },
    /** A paper with 2,000 marks too. */
    marks: { type: 'boolean', default: false },
    /** Fetches EmbedPDF (236 MB) into out/bench the first time. */
    embedpdf: { type: 'boolean', default: false },
  },
})
const EMBED_VERSION = '2.15.1'
const TABS = Number(values.tabs)
const RUNS = Number(values.runs)
const sizes = values.pages.split(',').map(Number) as (14 | 24 | 117 | 2100)[]
const papers = await Promise.all(sizes.map(benchPaper))
const ordinary = papers.filter(({ pages }) => pages <= 40)
const tabPapers = Array.from({ length: ordinary.length === 0 ? 0 : TABS }, (_, index) =>
  asOther(ordinary[index % ordinary.length] as BenchPaper, index),
)
const served = [...papers, ...tabPapers]
const viewers = await serveViewers(
  served.map(({ bytes }) => bytes),
  values.embedpdf ? embedFolder() : null,
)
const dogear = await startDogear(served, values)
const say = (line: string): void => {
  if (!values.json) process.stderr.write(`${line}\n`)
}
/** Of our pages, once they were seen; every viewer has the same. */
let sight: Sight = { width: 1_000, height: 800 }
const opens: Record<string, (paper: number) => Promise<OpenedReader>> = {
  dogear: (paper) => dogear.open(paper),
  stock: (paper) => openStock(viewers, paper, sight),
  ...(values.embedpdf ? { embedpdf: (paper: number) => openEmbed(viewers, paper, sight) } : {}),
}

type Row = Record<string, string | number | null>
const rows: Row[] = []
for (const [index, paper] of papers.entries()) rows.push(...(await compared(index, paper)))
const tabs = TABS > 0 && tabPapers.length > 0 ? await manyTabs(papers.length) : null
const text = await textExtraction(papers)
await dogear.close()
viewers.close()
const marks = values.marks ? await fewAndMany() : null

const results = {
  machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`,
  papers: papers.map(({ name, pages }) => ({ name, pages })),
  reading: rows,
  tenTabs: tabs,
  marks,
  text,
  elsewhere: { selectionExactness: 'npm run bench:selection', anchoringAndExport: 'npm run bench:annotations' },
}
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(results.machine)
  console.table(rows)
  if (tabs) console.table([tabs])
  if (marks) console.table(marks)
  console.table(text)
}

/** A row of medians for each reader; they take turns, run by run. */
async function compared(index: number, paper: BenchPaper): Promise<Row[]> {
  const samples = new Map<string, Record<string, number>[]>()
  for (let run = 0; run < RUNS; run++) {
    for (const [reader, open] of Object.entries(opens)) {
      say(`${reader}, ${paper.pages} pages, run ${run + 1}`)
      const sample = await measured(await open(index), paper)
      say(JSON.stringify(sample))
      samples.set(reader, [...(samples.get(reader) ?? []), sample])
    }
  }
  return [...samples].map(([reader, all]) => ({
    reader,
    pages: paper.pages,
    ...Object.fromEntries(Object.keys(all[0] ?? {}).map((name) => [name, median(all.map((sample) => sample[name] ?? 0))])),
  }))
}

async function measured(opened: OpenedReader, paper: BenchPaper): Promise<Record<string, number>> {
  const { page, surface } = opened
  try {
    if (opened.surface === DOM_SURFACE) sight = await sightOf(page, surface)
    const memoryMb = renderersMb() ?? 0
    const jumpMs = await opened.jump(Math.max(2, Math.round(paper.pages * 0.8)))
    await opened.jump(1)
    const slow = await scroll(page, surface, 2, 4)
    await opened.jump(1)
    const fast = await scroll(page, surface, 8, Math.min(4, paper.pages / 8))
    const readMb = renderersMb() ?? 0
    await setTimeout(Number(values.rest) * 1000)
    const { ms: findMs, found } = await opened.find(paper.word)
    const at2 = { frames2: slow.frames, worst2Ms: slow.worstFrameMs, late2: slow.lateFrames, blank2: slow.blankFrames }
    const at8 = { frames8: fast.frames, worst8Ms: fast.worstFrameMs, late8: fast.lateFrames, blank8: fast.blankFrames }
    return { firstSharpMs: opened.firstSharpMs, jumpMs, ...at2, ...at8, findMs, found, memoryMb, readMb }
  } finally {
    await opened.close()
  }
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
  const others: Row = {}
  for (const [kind, open] of Object.entries(opens).filter(([name]) => name !== 'dogear')) {
    const opened = await open(from)
    for (let tab = 1; tab < TABS; tab++) {
      const page = await opened.page.context().newPage()
      await page.addInitScript(IN_PAGE)
      await page.goto(viewers.url(kind === 'stock' ? 'stock' : 'embed', from + tab, sight))
      await page.evaluate((surface) => {
        bench.current = () => 1
        return bench.sharp(surface, 1)
      }, opened.surface)
    }
    others[`${kind}Mb`] = renderersMb()
    await opened.close()
  }
  return { tabs: TABS, dogearMb, ...others }
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

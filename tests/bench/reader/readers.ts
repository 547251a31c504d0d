// Owns opening a paper in Dogear as its readers do, by keys, and asking it to jump and to find.
import type { Page } from 'playwright-core'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'
import { DOM_SURFACE, IN_PAGE, type Scrolled, type Surface } from './in-page.ts'
import type { Sight } from './served-viewer.ts'

export interface OpenedReader {
  page: Page
  /** Milliseconds from asking for the paper until its first page is sharp. */
  firstSharpMs: number
  surface: Surface
  jump(to: number): Promise<number>
  find(word: string): Promise<{ ms: number; found: number }>
  close(): Promise<void>
}

const NOW = '2026-08-21T20:00:00.000Z'
const DAY = '2026-08-21'
/** A book is counted in stretches; the time is that of the last change. */
export const QUIET_MS = 3_000
const FIND_STATUS = 'form[role=search] [role=status]'
const BEGINNING = { page: 0, x: 0, y: 100_000, zoom: 'page-width', rotation: 0 }
const PLAIN = { flow: 'continuous', columns: 'one', pane: 'none' } as const

/** What `IN_PAGE` puts into the page. */
interface Bench {
  started: number
  /** The number of the page in front, where pages have none on them. */
  current: () => number
  start(selector?: string): void
  sharp(surface: Surface, page: number): Promise<number>
  scroll(surface: Surface, pagesPerSecond: number, seconds: number): Promise<Scrolled>
  settled(selector: string, quietMs: number): Promise<{ ms: number; words: string }>
}
declare global {
  var bench: Bench
}

export function scroll(page: Page, surface: Surface, pagesPerSecond: number, seconds: number): Promise<Scrolled> {
  return page.evaluate(([where, rate, time]) => bench.scroll(where, rate, time), [surface, pagesPerSecond, seconds] as const)
}

export function sightOf(page: Page, { scroller }: Surface): Promise<Sight> {
  return page.evaluate((selector) => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = document.querySelector(selector) ?? {}
    return { width, height }
  }, scroller)
}

/** `3 of 120` → 120. */
export function foundIn(words: string): number {
  return Number(/of (\d+)/.exec(words.replaceAll(',', ''))?.[1] ?? 0)
}

export interface ServedPaper {
  bytes: Buffer
  labels: readonly string[] | null
}

export interface DogearHost {
  open(paper: number): Promise<OpenedReader>
  close(): Promise<void>
}

/** Dogear itself, with these papers made offline, `unread` as if core had not read their words yet; each opens from the list, in a window that was just loaded. */
export async function startDogear(papers: readonly ServedPaper[], { unread = false } = {}): Promise<DogearHost> {
  const probe = await startReplica({ now: NOW })
  const days = (await (await fetch(`${probe.url}/api/daily_papers?date=${DAY}`)).json()) as { paper: { id: string } }[]
  await probe.close()
  const paperIds = days.slice(0, papers.length).map(({ paper }) => paper.id)
  const pdfContents = Object.fromEntries(paperIds.map((id, index) => [id, papers[index]?.bytes ?? Buffer.alloc(0)]))
  const replica = await startReplica({ now: NOW, quota: 1_000_000, pdfContents })
  const host = await startLoopbackHost({ now: NOW, sourceUrl: replica.url })
  const setup = await connectToHost(host.url())
  await setup.call('sync.run', { from: DAY, to: DAY, trending: false })
  await setup.call('files.makeOffline', { ids: paperIds })
  const hashes: string[] = []
  for (const paperId of paperIds) hashes.push(await hashOf(setup, paperId))
  for (const hash of hashes) await wordsRead(setup, hash)
  setup.close()
  if (unread) forgetWords(host.dataFolder)
  /** Its tokens are for one use, so it starts anew before and after. */
  const atTheBeginning = async (hash: string): Promise<void> => {
    await host.restart()
    const wire = await connectToHost(host.url())
    try {
      await wire.call('reading.saveTabs', { tabs: [], active: null })
      await wire.call('reading.save', { hash, place: BEGINNING, layout: PLAIN, moreSeconds: 0 })
    } finally {
      wire.close()
      await host.restart()
    }
  }
  return {
    open: async (paper) => {
      await atTheBeginning(hashes[paper] ?? '')
      const browser = await launchChromium()
      const page = browser.context.pages()[0] ?? (await browser.context.newPage())
      await page.addInitScript(IN_PAGE)
      await page.goto(host.url())
      await page.locator('[role=option][aria-selected=true]').first().waitFor()
      await page.keyboard.press('Home')
      for (let down = 0; down < paper; down++) await page.keyboard.press('j')
      await page.locator(`[role=option][aria-selected=true][aria-posinset="${paper + 1}"]`).waitFor()
      const firstSharpMs = await timed(page, 1, () => page.keyboard.press('Shift+O'))
      return {
        page,
        firstSharpMs,
        surface: DOM_SURFACE,
        jump: async (to) => {
          await page.keyboard.press('Control+Alt+g')
          await page.locator('input:focus').waitFor()
          await page.keyboard.type(papers[paper]?.labels?.[to - 1] ?? String(to))
          return await timed(page, to, () => page.keyboard.press('Enter'))
        },
        find: async (word) => {
          await page.keyboard.press('Control+f')
          await page.locator('[data-find]').waitFor()
          await page.evaluate((status) => bench.start(status), FIND_STATUS)
          await page.locator('[data-find]').fill(word)
          const { ms, words } = await page.evaluate(([status, quiet]) => bench.settled(status, quiet), [FIND_STATUS, QUIET_MS] as const)
          return { ms, found: foundIn(words) }
        },
        close: () => browser.close(),
      }
    },
    close: async () => {
      await host.close()
      await replica.close()
    },
  }
}

/** Once it is on disk. */
async function hashOf(wire: WireClient, paperId: string): Promise<string> {
  for (;;) {
    const [file] = (await wire.call('files.ofPaper', { paperId })).files
    if (file) return file.hash
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function wordsRead(wire: WireClient, hash: string): Promise<void> {
  while ((await wire.call('reading.words', { hash, from: 0, count: 1 })).words === null) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Nothing reads them again meanwhile. */
function forgetWords(dataFolder: string): void {
  const database = openDatabase(libraryFile(dataFolder))
  database.exec('UPDATE file_text_states SET read_by = NULL')
  database.close()
}

/** From the key until the page is sharp, both by the page's own clock. */
async function timed(page: Page, number: number, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => addEventListener('keydown', () => bench.start(), { capture: true, once: true }))
  await act()
  return await page.evaluate(([surface, to]) => bench.sharp(surface, to), [DOM_SURFACE, number] as const)
}

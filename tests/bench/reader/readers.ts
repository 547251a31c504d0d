// Owns opening a paper in each of the readers that are compared, and asking them to jump and to find.
import type { Page } from 'playwright-core'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'
import { DOM_SURFACE, IN_PAGE, type Scrolled, type Surface } from './in-page.ts'
import type { ServedViewer } from './served-viewer.ts'

export interface OpenedReader {
  page: Page
  /** Milliseconds from asking for the paper until its first page is sharp. */
  firstSharpMs: number
  surface: Surface
  jump(to: number): Promise<number>
  /** Null where the reader can't be asked. */
  find(word: string): Promise<{ ms: number; words: string } | null>
  close(): Promise<void>
}

const NOW = '2026-08-21T20:00:00.000Z'
const DAY = '2026-08-21'
const QUIET_MS = 700
const FIND_STATUS = 'form[role=search] [role=status]'
const BEGINNING = { page: 0, x: 0, y: 100_000, zoom: 'page-width', rotation: 0 }
const PLAIN = { flow: 'continuous', columns: 'one', pane: 'none' } as const

/** What `IN_PAGE` puts into the page. */
interface Bench {
  started: number
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

export interface DogearHost {
  open(paper: number): Promise<OpenedReader>
  close(): Promise<void>
}

/** Dogear itself, with these papers made offline; each opens from the list as a reader opens it. */
export async function startDogear(papers: readonly Buffer[]): Promise<DogearHost> {
  const probe = await startReplica({ now: NOW })
  const days = (await (await fetch(`${probe.url}/api/daily_papers?date=${DAY}`)).json()) as { paper: { id: string } }[]
  await probe.close()
  const paperIds = days.slice(0, papers.length).map(({ paper }) => paper.id)
  const pdfContents = Object.fromEntries(
    papers.flatMap((bytes, index) => (paperIds[index] === undefined ? [] : [[paperIds[index], bytes]])),
  )
  const replica = await startReplica({ now: NOW, quota: 1_000_000, pdfContents })
  const host = await startLoopbackHost({ now: NOW, sourceUrl: replica.url })
  const setup = await connectToHost(host.url())
  await setup.call('sync.run', { from: DAY, to: DAY, trending: false })
  await setup.call('files.makeOffline', { ids: paperIds })
  const hashes: string[] = []
  for (const paperId of paperIds) {
    for (;;) {
      const [file] = (await setup.call('files.ofPaper', { paperId })).files
      if (file) {
        hashes.push(file.hash)
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  setup.close()
  /** Its tokens are for one use, so it starts anew before and after. */
  const withWire = async (ask: (wire: WireClient) => Promise<void>): Promise<void> => {
    await host.restart()
    const wire = await connectToHost(host.url())
    try {
      await ask(wire)
    } finally {
      wire.close()
      await host.restart()
    }
  }
  return {
    open: async (paper) => {
      const hash = hashes[paper] ?? ''
      await withWire(async (wire) => {
        await wire.call('reading.saveTabs', { tabs: [], active: null })
        await wire.call('reading.save', { hash, place: BEGINNING, layout: PLAIN, moreSeconds: 0 })
      })
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
          await page.keyboard.type(String(to))
          return await timed(page, to, () => page.keyboard.press('Enter'))
        },
        find: async (word) => {
          await page.keyboard.press('Control+f')
          await page.locator('[data-find]').waitFor()
          await page.evaluate((status) => bench.start(status), FIND_STATUS)
          await page.locator('[data-find]').fill(word)
          return await page.evaluate(([status, quiet]) => bench.settled(status, quiet), [FIND_STATUS, QUIET_MS] as const)
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

/** From the key or the call until the page is sharp, both by the page's own clock. */
async function timed(page: Page, number: number, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    bench.started = 0
    addEventListener('keydown', () => bench.start(), { capture: true, once: true })
  })
  await act()
  return await page.evaluate(([surface, to]) => bench.sharp(surface, to), [DOM_SURFACE, number] as const)
}

export async function openStock(viewers: ServedViewer, paper: number): Promise<OpenedReader> {
  const browser = await launchChromium()
  const page = browser.context.pages()[0] ?? (await browser.context.newPage())
  await page.addInitScript(IN_PAGE)
  await page.goto(viewers.url('stock', paper), { waitUntil: 'commit' })
  const firstSharpMs = await page.evaluate((surface) => bench.sharp(surface, 1), DOM_SURFACE)
  await page.waitForFunction('window.viewer !== undefined')
  return {
    page,
    firstSharpMs,
    surface: DOM_SURFACE,
    jump: (to) =>
      page.evaluate(
        ([surface, number]) => {
          bench.start()
          Object.assign(Reflect.get(window, 'viewer') as object, { currentPageNumber: number })
          return bench.sharp(surface, number)
        },
        [DOM_SURFACE, to] as const,
      ),
    find: (word) =>
      page.evaluate(
        ([query, quiet]) => {
          bench.start('#found')
          ;(Reflect.get(window, 'find') as (query: string) => void)(query)
          return bench.settled('#found', quiet)
        },
        [word, QUIET_MS] as const,
      ),
    close: () => browser.close(),
  }
}

/** What EmbedPDF draws its pages on is found by size: its own page elements have no numbers. */
export async function openEmbed(viewers: ServedViewer, paper: number): Promise<Pick<OpenedReader, 'page' | 'firstSharpMs' | 'close'>> {
  const browser = await launchChromium()
  const page = browser.context.pages()[0] ?? (await browser.context.newPage())
  await page.goto(viewers.url('embed', paper), { waitUntil: 'commit' })
  const firstSharpMs = await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const deep = (root: ParentNode): HTMLImageElement[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [
        ...(each instanceof HTMLImageElement ? [each] : []),
        ...(each.shadowRoot ? deep(each.shadowRoot) : []),
      ])
    for (;;) {
      const drawn = deep(document).some((image) => {
        const { width } = image.getBoundingClientRect()
        return image.complete && width > 300 && image.naturalWidth >= width * 0.95
      })
      if (drawn) return performance.now()
      await frame()
    }
  })
  return { page, firstSharpMs, close: () => browser.close() }
}

// Owns opening a paper in the viewers that Dogear is compared with, and asking them to jump and to find: pdf.js's own, and EmbedPDF.
import { launchChromium } from '#tests/support/chromium.ts'
import { DOM_SURFACE, EMBED_SURFACE, IN_PAGE } from './in-page.ts'
import { foundIn, type OpenedReader, QUIET_MS } from './readers.ts'
import type { ServedViewer, Sight } from './served-viewer.ts'

/** `sight` is ours, so that every viewer draws pages as large and shows as much of them. */
export async function openStock(viewers: ServedViewer, paper: number, sight: Sight): Promise<OpenedReader> {
  const browser = await launchChromium()
  const page = browser.context.pages()[0] ?? (await browser.context.newPage())
  await page.addInitScript(IN_PAGE)
  await page.goto(viewers.url('stock', paper, sight), { waitUntil: 'commit' })
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
    find: async (word) => {
      const { ms, words } = await page.evaluate(
        ([query, quiet]) => {
          bench.start('#found')
          ;(Reflect.get(window, 'find') as (query: string) => void)(query)
          return bench.settled('#found', quiet)
        },
        [word, QUIET_MS] as const,
      )
      return { ms, found: foundIn(words) }
    },
    close: () => browser.close(),
  }
}

/** It counts as not found then; its search was seen never to end. */
const LONGEST_FIND_MS = 20_000

/** What its plugins offer, as far as it is asked for. */
interface EmbedPlugins {
  scroll: { getCurrentPage(): number; scrollToPage(to: { pageNumber: number; behavior: 'instant' }): void }
  search: { startSearch(): void; searchAllPages(word: string): { toPromise(): Promise<{ total: number }> } }
}

export async function openEmbed(viewers: ServedViewer, paper: number, sight: Sight): Promise<OpenedReader> {
  const browser = await launchChromium()
  const page = browser.context.pages()[0] ?? (await browser.context.newPage())
  await page.addInitScript(IN_PAGE)
  await page.goto(viewers.url('embed', paper, sight), { waitUntil: 'commit' })
  const firstSharpMs = await page.evaluate((surface) => {
    bench.current = () => 1
    return bench.sharp(surface, 1)
  }, EMBED_SURFACE)
  await page.waitForFunction('window.plugins !== undefined')
  await page.evaluate(() => {
    bench.current = () => (Reflect.get(window, 'plugins') as EmbedPlugins).scroll.getCurrentPage()
  })
  return {
    page,
    firstSharpMs,
    surface: EMBED_SURFACE,
    jump: (to) =>
      page.evaluate(
        ([surface, pageNumber]) => {
          bench.start()
          ;(Reflect.get(window, 'plugins') as EmbedPlugins).scroll.scrollToPage({ pageNumber, behavior: 'instant' })
          return bench.sharp(surface, pageNumber)
        },
        [EMBED_SURFACE, to] as const,
      ),
    find: (word) =>
      page.evaluate(
        async ([query, longestMs]) => {
          const { search } = Reflect.get(window, 'plugins') as EmbedPlugins
          const startedMs = performance.now()
          search.startSearch()
          const never = new Promise<{ total: number }>((resolve) => setTimeout(() => resolve({ total: 0 }), longestMs))
          const { total } = await Promise.race([search.searchAllPages(query).toPromise(), never])
          return { ms: performance.now() - startedMs, found: total }
        },
        [word, LONGEST_FIND_MS] as const,
      ),
    close: () => browser.close(),
  }
}

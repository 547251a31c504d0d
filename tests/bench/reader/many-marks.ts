// Owns how a paper with thousands of marks feels in the window: opening, marking one more, recolouring, filtering, scrolling.
import type { Page } from 'playwright-core'
import type { AnnotationDraft } from '#domain/annotation.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { lineOf, twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { connectToHost } from '#tests/support/wire-client.ts'

export interface ManyMarksFigures {
  marks: number
  pages: number
  /** From the key until the pages and the list with its count are there. */
  openMs: number
  /** From `h` until the new mark is drawn, and until it is kept; medians. */
  drawnMs: number
  keptMs: number
  /** From a colour key until the mark has it; median. */
  recolouredMs: number
  /** From the last letter of a filter until the list is narrowed. */
  filteredMs: number
  /** While the pages are scrolled from top to end at 4 pages a second: the longest time between two frames, and the median. */
  longestFrameMs: number
  medianFrameMs: number
}

const NOW = '2026-08-21T20:00:00.000Z'
const PAPER = '2608.75236'
const TRIES = 5

/** The same pages with a few marks and with thousands, to be compared. */
export async function fewAndMany(): Promise<ManyMarksFigures[]> {
  return [await measureManyMarks({ marks: 20 }), await measureManyMarks()]
}

async function measureManyMarks({ marks = 2_000, pages = 40 } = {}): Promise<ManyMarksFigures> {
  const replica = await startReplica({ now: NOW, quota: 1_000_000, pdfContents: { [PAPER]: await twoColumnPdf({ pages }) } })
  const host = await startLoopbackHost({ now: NOW, sourceUrl: replica.url })
  const browser = await launchChromium()
  try {
    const page = await browser.context.newPage()
    await page.goto(host.url())
    await page.getByRole('listbox', { name: 'Friday, 21 August' }).waitFor()
    await page.keyboard.press('Shift+P')
    await page.getByRole('img', { name: 'on disk' }).first().waitFor()
    await page.goto('about:blank')
    await host.restart()
    await addMarks(host.url(), marks, pages)
    await host.restart()
    await page.goto(host.url())
    await page.getByRole('listbox', { name: 'Friday, 21 August' }).waitFor()
    return { marks, pages, ...(await measure(page, marks, pages)) }
  } finally {
    await browser.close()
    await host.close()
    await replica.close()
  }
}

async function addMarks(link: string, count: number, pages: number): Promise<void> {
  const wire = await connectToHost(link)
  const [file] = (await wire.call('files.ofPaper', { paperId: PAPER })).files
  if (!file) throw new Error('The paper is not on disk.')
  const { uuid } = seededRandom(3)
  const drafts = Array.from({ length: count }, (_, index): AnnotationDraft => {
    const page = index % pages
    const slot = Math.floor(index / pages)
    const [column, line] = [slot % 2, Math.floor(slot / 2) % 40]
    const [left, top] = [column === 0 ? 54 : 312, 708 - line * 12]
    return {
      id: uuid(),
      paperId: PAPER,
      fileHash: file.hash,
      kind: 'highlight',
      colour: index % 3 === 0 ? 'yellow' : 'blue',
      role: null,
      comment: index % 4 === 0 ? `A remark ${index}` : '',
      tags: index % 10 === 0 ? ['proof'] : [],
      targets: [{ page, shape: { kind: 'quads', quads: [[left, top, left + 180, top, left, top - 10, left + 180, top - 10]] } }],
      quote: { exact: lineOf(page + 1, column + 1, line + 1), prefix: '', suffix: '' },
      position: null,
      text: lineOf(page + 1, column + 1, line + 1),
      sortKey: `${String(page).padStart(5, '0')}|${String(slot * 50).padStart(6, '0')}|00080`,
      pageLabel: String(page + 1),
    }
  })
  for (let at = 0; at < drafts.length; at += 500) await wire.call('annotations.add', { annotations: drafts.slice(at, at + 500) })
  wire.close()
}

async function measure(page: Page, marks: number, pages: number): Promise<Omit<ManyMarksFigures, 'marks' | 'pages'>> {
  const polygons = page.locator('[data-page-number="1"] [data-overlay] polygon')
  const openMs = await timed(async () => {
    await page.keyboard.press('Shift+O')
    await polygons.first().waitFor()
    await page
      .getByRole('complementary', { name: 'Annotations' })
      .getByText(`${marks} marks`.replace(/\B(?=(\d{3})+\b)/g, ','))
      .waitFor()
  })
  await page.keyboard.press('c')
  await page.locator('[data-selection] [data-caret]').waitFor()
  const drawn: number[] = []
  const kept: number[] = []
  const recoloured: number[] = []
  for (let turn = 0; turn < TRIES; turn += 1) {
    // a word: a lone blank would show nothing
    await page.keyboard.press('Control+Shift+ArrowRight')
    await page.locator('[data-selection] [data-words]').first().waitFor()
    const before = await polygons.count()
    drawn.push(await pressAndSee(page, 'h', { selector: '[data-page-number="1"] [data-overlay] polygon', count: before + 1 }))
    kept.push(await timed(() => page.getByText('Highlighted.').first().waitFor()))
    const [key, colour] = turn % 2 === 0 ? ['3', '#5fb236'] : ['2', '#ff6666']
    recoloured.push(await pressAndSee(page, key ?? '3', { selector: `[data-overlay] [data-selected][fill="${colour ?? ''}"]`, count: 1 }))
  }
  await page.keyboard.press('Escape')
  await page.getByLabel('Words in annotations').fill('remark 10')
  const filteredMs = await timed(() =>
    page
      .getByText(/^\d+ of /)
      .first()
      .waitFor(),
  )
  await page.getByLabel('Words in annotations').fill('')
  const frames = await scrolled(page, pages)
  return {
    openMs,
    drawnMs: median(drawn),
    keptMs: median(kept),
    recolouredMs: median(recoloured),
    filteredMs,
    longestFrameMs: Math.round(Math.max(...frames)),
    medianFrameMs: Math.round(median(frames)),
  }
}

/** Counted inside the page, so that the way to it and back is not part of it; the page listens before the key comes. */
async function pressAndSee(page: Page, key: string, wanted: { selector: string; count: number }): Promise<number> {
  await page.evaluate(({ selector, count }) => {
    const seen = new Promise<number>((resolve) => {
      addEventListener(
        'keydown',
        () => {
          const startedMs = performance.now()
          const look = (): void => {
            if (document.querySelectorAll(selector).length >= count) resolve(performance.now() - startedMs)
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true },
      )
    })
    Object.assign(window, { seen })
  }, wanted)
  await page.keyboard.press(key)
  return await page.evaluate(() => Reflect.get(window, 'seen') as Promise<number>)
}

async function scrolled(page: Page, pages: number): Promise<number[]> {
  return await page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const container = document.querySelector<HTMLElement>('[role="region"][aria-label="Pages"]')
        const frames: number[] = []
        let lastMs = performance.now()
        const perMs = container ? (container.scrollHeight / count) * 0.004 : 0
        const step = (): void => {
          const nowMs = performance.now()
          const spentMs = nowMs - lastMs
          lastMs = nowMs
          frames.push(spentMs)
          if (!container || container.scrollTop + container.clientHeight >= container.scrollHeight - 2) return resolve(frames.slice(1))
          container.scrollTop += perMs * Math.min(spentMs, 100)
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
    pages,
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return Math.round(performance.now() - startedMs)
}

function median(values: readonly number[]): number {
  return Math.round((values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0) * 10) / 10
}

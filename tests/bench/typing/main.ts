// Owns `npm run bench:typing`: from a key in the search box, the palette or the tag dialog to the frame that shows it, in Chromium.
import os from 'node:os'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { openDatabase } from '#adapters/sqlite.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { makeLibrary } from '../start/made-library.ts'

const NEWEST = '2026-11-20'

interface Typed {
  where: string
  keys: number
  /** Milliseconds from the key's event to the next frame that was painted after it. */
  p50: number
  p95: number
  p99: number
  max: number
  /** Milliseconds of work of a key before the frame: React and layout. */
  work99: number
  /** Tasks of the window over 50 ms while it was typed. */
  longTasks: number
  longestTask: number
  /** Frames that came more than 1.5 frames after the one before. */
  lateFrames: number
  frames: number
  /** From the last key to the answer on screen, where there is one. */
  answerMs: number | null
}

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '50000' },
    tags: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
})
const results = await measure(Number(values.papers), Number(values.tags))
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`)
  console.table(results)
}

async function measure(papers: number, tags: number): Promise<Typed[]> {
  const dataFolder = newTempFolder()
  makeLibrary(dataFolder, papers, NEWEST)
  addTags(dataFolder, tags)
  const host = await startLoopbackHost({ dataFolder, now: `${NEWEST}T20:00:00Z`, args: ['--offline'] })
  const browser = await launchChromium()
  try {
    const page = await browser.context.newPage()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(host.url())
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('/')
    await page.getByRole('searchbox').fill('model')
    // typing is measured on the whole index
    const status = page
      .locator('search [role=status]')
      .filter({ hasText: /\d papers?/ })
      .last()
    for (let said = 'indexing'; said.includes('indexing');) {
      await page.waitForTimeout(1000)
      said = await status.innerText()
    }
    await page.getByRole('searchbox').fill('')
    await watch(page)
    const typed: Typed[] = []
    const words = 'graph attention for reward models author:thistlewick -survey votes:>5 "long context" '
    typed.push(await typeIn(page, 'search box', words, 90, 'search [role=status]'))
    await page.getByRole('searchbox').fill('')
    typed.push(await typeIn(page, 'search box, fast', words, 25, 'search [role=status]'))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    typed.push(await typeIn(page, 'palette', 'tag 19 reward mod', 90, null))
    for (let at = 0; at < 20; at += 1) await page.keyboard.press('Backspace')
    typed.push(await typeIn(page, 'palette, fast', 'go to later archive', 25, null))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('t')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    typed.push(await typeIn(page, 'tag dialog', 'tag 123 word', 90, null))
    return typed
  } finally {
    await browser.close()
    await host.close()
    removeFolder(dataFolder)
  }
}

function addTags(dataFolder: string, count: number): void {
  const sql = openDatabase(libraryFile(dataFolder))
  const ids = sql.prepare('SELECT id FROM papers ORDER BY newest_day DESC LIMIT 2000').all()
  sql.exec('BEGIN')
  for (let at = 0; at < count; at += 1) {
    sql.prepare('INSERT INTO tags (id, name) VALUES (?, ?)').run(`t${at}`, `tag ${at} of mine`)
    sql.prepare('INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?)').run(String(ids[at % ids.length]?.['id']), `t${at}`)
  }
  sql.exec('COMMIT')
  sql.close()
}

interface Watched {
  keys: { atMs: number; workMs: number; frameMs: number }[]
  tasks: number[]
  frames: number[]
  isOn: boolean
}

/** A key's frame is the first one that begins after its event was handled, and is over when the next task runs. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { keys: [], tasks: [], frames: [], isOn: false }
    Reflect.set(window, 'typed', watched)
    new PerformanceObserver((list) => {
      if (watched.isOn) for (const entry of list.getEntries()) watched.tasks.push(entry.duration)
    }).observe({ entryTypes: ['longtask'] })
    let last = 0
    const frame = (now: number): void => {
      if (watched.isOn && last > 0) watched.frames.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    window.addEventListener(
      'keydown',
      (event) => {
        if (!watched.isOn) return
        const atMs = event.timeStamp
        requestAnimationFrame(() => {
          const workMs = performance.now() - atMs
          const channel = new MessageChannel()
          channel.port1.onmessage = () => watched.keys.push({ atMs, workMs, frameMs: performance.now() - atMs })
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}

async function typeIn(page: Page, where: string, words: string, pauseMs: number, answer: string | null): Promise<Typed> {
  await page.waitForTimeout(600)
  await page.evaluate(() => {
    Object.assign(Reflect.get(window, 'typed'), { keys: [], tasks: [], frames: [], isOn: true })
  })
  await page.keyboard.type(words, { delay: pauseMs })
  const typedAt = performance.now()
  let answerMs: number | null = null
  if (answer !== null) {
    await page
      .locator(answer)
      .filter({ hasText: /\d papers?/ })
      .last()
      .waitFor()
    answerMs = Math.round(performance.now() - typedAt)
  }
  await page.waitForTimeout(400)
  const watched: Watched = await page.evaluate(() => {
    const seen: Watched = Reflect.get(window, 'typed')
    seen.isOn = false
    return seen
  })
  const frames = watched.keys.map(({ frameMs }) => frameMs).toSorted((a, b) => a - b)
  const work = watched.keys.map(({ workMs }) => workMs).toSorted((a, b) => a - b)
  const usual = quantile(
    watched.frames.toSorted((a, b) => a - b),
    0.5,
  )
  return {
    where,
    keys: frames.length,
    p50: round(quantile(frames, 0.5)),
    p95: round(quantile(frames, 0.95)),
    p99: round(quantile(frames, 0.99)),
    max: round(frames.at(-1) ?? 0),
    work99: round(quantile(work, 0.99)),
    longTasks: watched.tasks.length,
    longestTask: round(Math.max(0, ...watched.tasks)),
    lateFrames: watched.frames.filter((ms) => ms > usual * 1.5).length,
    frames: watched.frames.length,
    answerMs,
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

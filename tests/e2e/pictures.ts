// Owns `npm run pictures`: what the window looks like in every place, theme and width, as files and one page to look at.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { ThemeName } from '#domain/settings.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { furnish, PLACES, type ShownPlace } from './places.ts'
import { prosePdf } from './prose-pdf.ts'

const USAGE = `npm run pictures -- [FOLDER] [--only NAME,…] [--themes NAME,…] [--sizes WIDTHxHEIGHT,…] [--recorded] [--readme]

  FOLDER      where the pictures go; out/pictures unless given (keep those of recorded days out of the repository)
  --only      places whose name has one of these words
  --recorded  a recorded day (DOGEAR_DATA) instead of the project's own
  --readme    only the four pictures of README, in .github/pictures
`

interface Size {
  width: number
  height: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    themes: { type: 'string', default: ThemeName.options.filter((name) => name !== 'system').join() },
    sizes: { type: 'string', default: '1440x900,800x600,320x640' },
    recorded: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

/** The evening of the newest of the project's own days, and of one of the recorded. */
const now = values.recorded ? '2026-05-28T20:00:00.000Z' : '2026-08-21T20:00:00.000Z'
const recordings = values.recorded ? sharedDataFolder() : null
if (values.recorded && recordings === null) throw new Error('DOGEAR_DATA names no folder of recorded days.')

const folder = values.readme
  ? path.join(repositoryRoot, '.github', 'pictures')
  : path.resolve(positionals[0] ?? path.join(repositoryRoot, 'out', 'pictures'))
mkdirSync(folder, { recursive: true })

const words = values.only.split(',').filter(Boolean)
const themes = values.themes.split(',')
const sizes = values.sizes.split(',').map((text): Size => {
  const [width = 0, height = 0] = text.split('x').map(Number)
  return { width, height }
})

/** The first of the project's newest day: README shows it being read. */
const READ = {
  id: '2608.75236',
  title: 'On the Unreasonable Calm of World Models',
  authors: ['Ingmar Thistlewick', 'Tancredi Orchardsen', 'Aurelio Wolkenstam'],
}
const READING: readonly ShownPlace[] = [
  { name: 'reader', keys: ['Shift+O'] },
  { name: 'reader, outline', keys: ['Shift+O', 'Alt+o'] },
]
const SAMPLE: readonly ShownPlace[] = [
  { name: 'first start', keys: [] },
  { name: 'first start, keys', keys: ['?'] },
  { name: 'first start, later', keys: ['g', 'l'] },
  { name: 'first start, notes', keys: ['g', 'n'] },
  { name: 'first start, insights', keys: ['g', 'y'] },
  { name: 'first start, activity', keys: ['g', 'a'] },
  { name: 'first start, journal', keys: ['g', 'j'] },
  { name: 'first start, triage', keys: ['Shift+T'] },
]

const replica = await startReplica({
  now,
  quota: 1_000_000,
  ...(recordings === null ? {} : { days: `${recordings}/daily` }),
  ...(values.readme ? { pdfContents: { [READ.id]: await prosePdf(READ.title, READ.authors) } } : {}),
})
const online = await startLoopbackHost({ now, sourceUrl: replica.url })
const offline = await startLoopbackHost({ now })
const browser = await launchChromium()
const page = await browser.context.newPage()
try {
  await page.goto(online.url())
  await page.locator('[role=option][aria-setsize][aria-selected=true]').first().waitFor()
  await page
    .getByText(values.recorded ? 'Thursday, 28 May' : 'Friday, 21 August')
    .first()
    .waitFor()
  await furnish(page)
  if (values.readme) await shootReadme()
  else {
    await shootAll(online.url(), PLACES)
    await page.goto(new URL('/', online.url()).href)
    await page.getByRole('option', { selected: true }).first().waitFor()
    await page.keyboard.press('Shift+P')
    await page.getByRole('img', { name: 'on disk' }).first().waitFor()
    await shootAll(online.url(), READING)
    await page.goto(offline.url())
    await page.getByRole('option').first().waitFor()
    await shootAll(offline.url(), SAMPLE)
    if (isWanted('first start, day end')) await endDay()
    writeFileSync(path.join(folder, 'index.html'), sheet())
  }
} finally {
  await browser.close()
  await online.close()
  await offline.close()
  await replica.close()
}

function isWanted(name: string): boolean {
  return words.length === 0 || words.some((word) => name.includes(word))
}

async function shootAll(url: string, places: readonly ShownPlace[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const { name, keys } of places.filter((one) => isWanted(one.name))) {
      await open(url, keys)
      await shootThemes(name)
      process.stdout.write(`${name}, ${size.width} × ${size.height}\n`)
    }
  }
}

async function open(url: string, keys: readonly string[]): Promise<void> {
  await page.goto(new URL('/', url).href)
  const list = page.getByRole('option', { selected: true })
  const paper = page.locator('[data-document]')
  await list.or(paper).first().waitFor()
  // a paper that was being read is open again
  if ((await paper.count()) > 0) await page.keyboard.press('Alt+w')
  await list.first().waitFor()
  for (const key of keys) await page.keyboard.press(key)
  await settle(page)
}

/** The paper on screen in every theme; only what is painted changes. */
async function shootThemes(name: string): Promise<void> {
  const file = name.replaceAll(/[^a-z]+/g, '-')
  for (const theme of themes) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
    await page.screenshot({ path: path.join(folder, `${file}_${page.viewportSize()?.width ?? 0}_${theme}.png`) })
  }
}

/** The end of a whole day, which nothing else leads to. */
async function endDay(): Promise<void> {
  await open(offline.url(), ['Shift+T'])
  const heading = page.getByRole('heading', { name: 'All decided.' })
  for (let paper = 0; paper < 40 && (await heading.count()) === 0; paper += 1) {
    await page.keyboard.press(['l', 'd', 'e'][paper % 3] ?? 'e')
    await page.waitForTimeout(100)
  }
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settle(page)
    await shootThemes('first start, day end')
  }
}

/** README's four: small enough to be cloned with the code. */
async function shootReadme(): Promise<void> {
  const four: readonly (ShownPlace & { theme: string })[] = [
    { name: 'list', keys: ['k', 'k', 'k'], theme: 'light' },
    { name: 'triage', keys: ['Shift+T'], theme: 'dark' },
    { name: 'search', keys: ['/', 'm', 'o', 'd', 'e', 'l'], theme: 'sepia' },
  ]
  await page.setViewportSize({ width: 1200, height: 700 })
  for (const { name, keys, theme } of four) {
    await open(online.url(), keys)
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
    await page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
  await open(online.url(), [])
  await page.getByRole('option').filter({ hasText: READ.title }).first().click()
  await page.keyboard.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'))
  await page.keyboard.press('Shift+O')
  await page.locator('.textLayer span').nth(40).waitFor()
  await settle(page)
  await mark(8, 10, ['h'])
  await mark(18, 19, ['2', 'h'])
  await mark(13, 13, ['5', 'u'])
  await page.getByRole('button', { name: 'Close this message' }).click()
  await page.keyboard.press('Escape')
  await settle(page)
  await page.screenshot({ path: path.join(folder, 'reader.png') })
}

/** From the beginning of one line of the open paper to the end of another. */
async function mark(from: number, to: number, keys: readonly string[]): Promise<void> {
  const line = async (at: number) => {
    const box = await page.locator('.textLayer span').nth(at).boundingBox()
    if (!box) throw new Error(`Line ${at} is not in sight.`)
    return box
  }
  const [start, end] = [await line(from), await line(to)]
  await page.mouse.move(start.x + 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 })
  await page.mouse.move(end.x + end.width - 2, end.y + end.height / 2, { steps: 4 })
  await page.mouse.up()
  for (const key of keys) await page.keyboard.press(key)
  await settle(page)
}

/** A picture is of what stays, not of what is on its way. */
async function settle(shown: Page): Promise<void> {
  await shown.waitForTimeout(400)
}

/** Every picture of the folder on one page, a place a row. */
function sheet(): string {
  const rows = Map.groupBy(
    readdirSync(folder)
      .filter((file) => file.endsWith('.png'))
      .toSorted(),
    (file) => file.split('_')[0] ?? '',
  )
  const tiles = [...rows].map(
    ([name, files]) =>
      `<h2>${name}</h2>${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" title="${file}" loading="lazy"></a>`).join('')}`,
  )
  return `<!doctype html><meta charset="utf-8"><title>Dogear, every place</title><style>body{font:14px sans-serif;background:#888}img{height:320px;margin:4px}</style>${tiles.join('\n')}\n`
}

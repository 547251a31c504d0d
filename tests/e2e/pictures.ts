// Owns `npm run pictures`: what the window looks like, in light and dark, wide and narrow, as files to look at.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { startReplica } from '#tests/replica/replica.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'

const EVENING = '2026-08-21T20:00:00.000Z'
const SIZES = [
  { width: 1440, height: 900 },
  { width: 800, height: 600 },
] as const

interface View {
  name: string
  /** Keys from the list of Today. */
  keys: readonly string[]
}

const VIEWS: readonly View[] = [
  { name: 'list', keys: ['j', 'j'] },
  { name: 'paper', keys: ['Enter'] },
  { name: 'triage', keys: ['Shift+T'] },
  { name: 'later', keys: ['g', 'l'] },
  { name: 'dismissed', keys: ['g', 'd'] },
  { name: 'week', keys: ['g', 'w'] },
  { name: 'trending', keys: ['g', 'r'] },
  { name: 'activity', keys: ['g', 'a'] },
  { name: 'settings', keys: ['Control+,'] },
  { name: 'exchange', keys: ['g', 'x'] },
  { name: 'export', keys: ['Shift+X'] },
  { name: 'palette', keys: ['Control+K'] },
  { name: 'keys', keys: ['?'] },
  { name: 'tag', keys: ['t'] },
  { name: 'snooze', keys: ['h'] },
  { name: 'search', keys: ['/', 'm', 'o', 'd', 'e', 'l'] },
]

const folder = path.resolve(process.argv[2] ?? path.join(repositoryRoot, 'out', 'pictures'))
mkdirSync(folder, { recursive: true })

const replica = await startReplica({ now: EVENING, quota: 1_000_000 })
const online = await startLoopbackHost({ now: EVENING, sourceUrl: replica.url })
const offline = await startLoopbackHost({ now: EVENING })
const browser = await launchChromium()
const page = await browser.context.newPage()
try {
  await prepare(page, online.url())
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const view of VIEWS) {
        await page.goto(new URL('/', online.url()).href)
        await page.getByRole('option', { selected: true }).first().waitFor()
        for (const key of view.keys) await page.keyboard.press(key)
        await shoot(page, view.name, colorScheme)
      }
      await page.goto(offline.url())
      await page.getByRole('option').first().waitFor()
      await shoot(page, 'first-start', colorScheme)
      process.stdout.write(`${colorScheme} ${size.width} × ${size.height}: ${VIEWS.length + 1} pictures in ${folder}\n`)
    }
  }
} finally {
  await browser.close()
  await online.close()
  await offline.close()
  await replica.close()
}

/** A few decisions, a tag and a note, so that no picture is of an empty room. */
async function prepare(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('[role=option][aria-setsize="41"][aria-selected=true]').waitFor()
  for (const key of ['l', 's', 'd', 'l', 'e', 'l', 'd']) {
    await page.keyboard.press(key)
    await settle(page)
  }
  await page.keyboard.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note' }).waitFor()
  await page.keyboard.type('**Claim**: the bound is $O(n \\log n)$.\n\n- compare with the table on page 4')
  await page.keyboard.press('Escape')
  await settle(page)
}

async function shoot(page: Page, view: string, colorScheme: string): Promise<void> {
  await settle(page)
  await page.screenshot({ path: path.join(folder, `${view}-${colorScheme}-${page.viewportSize()?.width ?? 0}.png`) })
}

/** A picture is of what stays, not of what is on its way. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(400)
}

// Owns that axe finds nothing in any place, dialog and theme, and that nothing scrolls sideways in the narrowest window.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ThemeName } from '#domain/settings.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** From the list of Today, each by its keys. */
const PLACES: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['list', []],
  ['triage', ['Shift+T']],
  ['later', ['g', 'l']],
  ['snoozed', ['g', 'z']],
  ['catch up', ['g', 'c']],
  ['since you looked', ['g', 'u']],
  ['following', ['g', 'f']],
  ['follow', ['f']],
  ['rising', ['g', 'r', ']']],
  ['days', ['g', 'k']],
  ['insights', ['g', 'y']],
  ['notes', ['g', 'n']],
  ['note in full height', ['Alt+n']],
  ['search', ['/', 'm', 'o', 'd']],
  ['empty search', ['/']],
  ['search that completes', ['/', 'i', 's', ':']],
  ['nothing found', ['/', 'q', 'q', 'z', 'z']],
  ['saved searches', ['Alt+Shift+s']],
  ['annotations', ['g', 'h']],
  ['activity', ['g', 'a']],
  ['journal', ['g', 'j']],
  ['import and export', ['g', 'x']],
  ['export', ['Shift+X']],
  ['settings', ['Control+,']],
  ['palette', ['Control+k']],
  ['papers on disk', ['g', 'q']],
  ['a paper as text', ['r']],
  ['keys', ['?']],
  ['tag', ['t']],
  ['tags', ['Alt+t']],
  ['snooze', ['h']],
]

interface Finding {
  id: string
  nodes: { html: string }[]
}

for (const theme of ThemeName.options.filter((name) => name !== 'system')) {
  test(`axe finds nothing in any place, in ${theme}`, async () => {
    const { reader, host } = await openScene()
    const { page } = reader
    await furnish(reader)
    const findings: string[] = []
    for (const [name, keys] of PLACES) {
      await page.goto(new URL('/', host.url()).href)
      await page.locator('[role=option][aria-selected=true]').first().waitFor()
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
      for (const key of keys) await page.keyboard.press(key)
      // a view that loads when it is first opened is looked at once it is there
      await page.locator('main, [role="dialog"]').first().waitFor()
      await page.waitForTimeout(150)
      for (const { id, nodes } of await findingsOf(page))
        findings.push(`${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }
    expect(findings).toEqual([])
  })
}

/** A decision, a tag, a note and a saved search, so that no place is an empty room. */
async function furnish(reader: Reader): Promise<void> {
  const { page } = reader
  await reader.selected(1)
  await reader.press('l')
  await reader.press('t')
  await reader.sees('heading', 'Tag')
  await reader.type('to try')
  await reader.press('Enter')
  await reader.hears('Tagged')
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('# Claim\n\nSee [[Nothing of this name]].')
  await reader.press('Escape', '/')
  await page.getByRole('searchbox').fill('model')
  await reader.press('Alt+s')
  await reader.hears('Saved the search')
}

test('axe finds nothing in the reader with marks and a caret, in every theme', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openFirstPdf(reader)
  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Shift+End', 'h')
  await reader.hears('Highlighted')
  await reader.press('Shift+ArrowRight')
  const problems: string[] = []
  for (const theme of ThemeName.options.filter((name) => name !== 'system')) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme)
    for (const { id, nodes } of await findingsOf(page))
      problems.push(...nodes.map(({ html }) => `reader, ${theme}: ${id} ${html.slice(0, 160)}`))
  }
  expect(problems).toEqual([])
})

test('axe finds nothing in the reader, with its tabs, panes and halves, in every theme', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('Shift+P', 'j')
  await reader.selected(2)
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).nth(1).waitFor()
  for (const up of [false, true]) {
    if (up) await reader.press('k')
    await reader.press('Shift+O')
    await page.locator('[data-document]:not([inert]) .textLayer span').first().waitFor()
    if (!up) await reader.press('Escape')
    if (!up) await reader.list('Friday, 21 August')
  }
  const findings: string[] = []
  const STATES: readonly (readonly [name: string, keys: readonly string[], seen: string])[] = [
    ['tabs', [], 'nav[aria-label="Open papers"]'],
    ['pages as pictures, split', ['Alt+p', 'Alt+s'], '[aria-label="Pages, second half"] .textLayer span'],
    ['outline', ['Alt+s', 'Alt+o'], 'nav[aria-label="Outline"] button'],
    ['find', ['Control+f'], '[data-find]'],
    ['properties', ['Alt+i'], '[role=dialog] dl'],
  ]
  for (const [name, keys, seen] of STATES) {
    await reader.press(...keys)
    await page.locator(seen).first().waitFor()
    for (const theme of ThemeName.options.filter((each) => each !== 'system')) {
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
      for (const { id, nodes } of await findingsOf(page))
        findings.push(`${theme}, ${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }
  }
  expect(findings).toEqual([])
})

test('at 320 pixels nothing scrolls sideways in any place', async () => {
  const { reader, host } = await openScene()
  const { page } = reader
  await page.setViewportSize({ width: 320, height: 640 })
  const wide: string[] = []
  for (const [name, keys] of PLACES) {
    await page.goto(new URL('/', host.url()).href)
    await page.locator('[role=option][aria-selected=true]').first().waitFor()
    for (const key of keys) await page.keyboard.press(key)
    await page.waitForTimeout(100)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 320) wide.push(`${name}: ${width}`)
  }
  expect(wide).toEqual([])
})

async function findingsOf(page: Page): Promise<Finding[]> {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    // the handles between panes belong to no landmark: the panes' library puts them beside them
    `axe.run({ exclude: ['[role=separator]'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then((result) => result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  )
  return found as Finding[]
}

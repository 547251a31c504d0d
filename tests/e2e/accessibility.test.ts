// Owns that axe finds nothing in any place, dialog and theme, and that nothing scrolls sideways in the narrowest window.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ThemeName } from '#domain/settings.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import { furnish, PLACES, type ShownPlace } from './places.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

interface Finding {
  id: string
  nodes: { html: string }[]
}

/** What is painted; `system` is one of these. */
const THEMES = [...ThemeName.options.filter((name) => name !== 'system'), 'high-contrast-dark'] as const

/** So many that each is short also where much else runs. */
const PARTS = 6

for (let part = 0; part < PARTS; part += 1) {
  test(`axe finds nothing in any place, narrow or wide, in any theme, and nothing scrolls sideways at 320 pixels, part ${part + 1}`, async () => {
    await lookAt(PLACES.filter((_, index) => index % PARTS === part))
  })
}

async function lookAt(places: readonly ShownPlace[]): Promise<void> {
  const { reader, host } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await furnish(page)
  const findings: string[] = []
  for (const { name, keys } of places) {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(new URL('/', host.url()).href)
    await page.locator('[role=option][aria-selected=true]').first().waitFor()
    for (const key of keys) await page.keyboard.press(key)
    // a view that loads when it is first opened is looked at once it is there
    await page.getByRole('main').or(page.getByRole('dialog')).first().waitFor()
    await page.waitForTimeout(150)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 320) findings.push(`${name}: ${width} pixels wide`)
    findings.push(...(await cutOff(page)).map((control) => `${name}: ${control} is cut off`))
    await page.evaluate((scale) => document.documentElement.style.setProperty('--scale', scale), LARGEST_TEXT)
    findings.push(...(await cutOff(page)).map((control) => `${name}, largest text: ${control} is cut off`))
    await page.evaluate(() => document.documentElement.style.removeProperty('--scale'))
    const look = async (theme: string, rules: string): Promise<void> => {
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
      for (const { id, nodes } of await findingsOf(page, rules))
        findings.push(`${name}, ${theme}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }
    await look('dark', ALL_RULES)
    await page.setViewportSize({ width: 1440, height: 900 })
    await look('light', ALL_RULES)
    // a theme changes nothing but colours
    for (const theme of ['sepia', 'high-contrast', 'high-contrast-dark']) await look(theme, `{ type: 'rule', values: ['color-contrast'] }`)
  }
  expect(findings).toEqual([])
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
  for (const theme of THEMES) {
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
    for (const theme of THEMES) {
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
      for (const { id, nodes } of await findingsOf(page))
        findings.push(`${theme}, ${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }
  }
  expect(findings).toEqual([])
})

/** As Settings offer it. */
const LARGEST_TEXT = '1.6'

/** Controls that stand partly beside what shows them. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('button, input, select, textarea')].filter((one) => one.checkVisibility())
    return controls.flatMap((control) => {
      const { right, left, width } = control.getBoundingClientRect()
      let from = 0
      let to = innerWidth
      for (let parent = control.parentElement; parent !== null; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX === 'visible') continue
        const box = parent.getBoundingClientRect()
        from = Math.max(from, box.left)
        to = Math.min(to, box.right)
      }
      const isSeen = width > 1 && to > from && !control.closest('[inert], [aria-hidden="true"]')
      return isSeen && (right > to + 1 || left < from - 1) ? [control.getAttribute('aria-label') ?? control.innerText] : []
    })
  })
}

const ALL_RULES = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`

async function findingsOf(page: Page, rules = ALL_RULES): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    // the handles between panes belong to no landmark: the panes' library puts them beside them
    `axe.run({ exclude: ['[role=separator]'] }, { runOnly: ${rules}, resultTypes: ['violations'] }).then((result) => result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  )
  return found as Finding[]
}

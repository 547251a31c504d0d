// Owns a reader at the window in the end-to-end tests: only keys go in, only roles, names and words come out.
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

export interface Reader {
  readonly page: Page
  /** Presses keys one after another; `g t` is two, `Shift+T` one. */
  press(...keys: string[]): Promise<void>
  /** Types text, letter by letter, where the focus is. */
  type(text: string): Promise<void>
  /** Waits until the list with this name is shown; without a name, any. */
  list(name?: string | RegExp): Promise<Locator>
  /** The titles of the list on screen, in order, as far as they are painted. */
  titles(): Promise<string[]>
  /** The title of the selected row. */
  selectedTitle(): Promise<string>
  /** Waits until the selected row is the one at this place, counted from 1, and returns its title. */
  selected(place: number): Promise<string>
  /** The text in the note's editor, its lines joined by line feeds. */
  note(): Promise<string>
  /** Waits until one of the window's messages or its live region says this. */
  hears(words: string | RegExp): Promise<void>
  /** Waits until an element with this role and name is there. */
  sees(role: Role, name: string | RegExp): Promise<Locator>
  /** Waits until no element with this role and name is there. */
  seesNo(role: Role, name: string | RegExp): Promise<void>
  /** Presses Tab until the focus is on the element with this role and name, as one who has no mouse does. */
  tabTo(role: Role, name: string | RegExp): Promise<void>
  /** Errors of the page, its console and its content policy, and requests to any other machine. Must stay empty. */
  readonly problems: string[]
}

/** More stops than any view has. */
const MOST_TABS = 80

type Role = Parameters<Page['getByRole']>[0]

/** Watches a page from before it is opened. */
export async function watchPage(page: Page): Promise<Reader> {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    const kind = message.type()
    if (kind === 'error' || kind === 'warning') problems.push(`console ${kind}: ${message.text()} (${message.location().url})`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    const isOwn = ['data:', 'blob:', 'app:', 'devtools:', 'about:'].includes(url.protocol) || url.hostname === '127.0.0.1'
    if (!isOwn) problems.push(`a request to ${url.host}`)
  })
  await page.exposeFunction('reportViolation', (sentence: string) => problems.push(sentence))
  // said this early, since a browser without a screen cancels a choice of files that nobody has asked for yet
  page.on('filechooser', () => undefined)
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = Reflect.get(window, 'reportViolation')
      if (typeof report === 'function')
        report(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
    })
  })
  return readerOf(page, problems)
}

/** A reader at a page that is open already, as Electron's is. */
export function readerOf(page: Page, problems: string[]): Reader {
  const selectedRow = (): Locator => page.getByRole('option', { selected: true }).first()
  /** A row is painted before its words have come; they come soon. */
  const titleIn = async (row: Locator): Promise<string> => {
    const title = row.locator('> div').first()
    await title.filter({ hasText: /\S/ }).waitFor()
    return (await title.innerText()).trim()
  }
  const reader: Reader = {
    page,
    problems,
    press: async (...keys) => {
      for (const key of keys.flatMap((one) => one.split(' '))) await page.keyboard.press(key)
    },
    type: (text) => page.keyboard.type(text),
    list: async (name) => {
      const list = page.getByRole('listbox', name === undefined ? {} : { name })
      await list.first().waitFor()
      return list.first()
    },
    titles: async () => {
      await selectedRow().waitFor()
      return await Promise.all((await page.getByRole('option').all()).map(titleIn))
    },
    selectedTitle: async () => {
      await selectedRow().waitFor()
      return await titleIn(selectedRow())
    },
    selected: async (place) => {
      await page.locator(`[role=option][aria-selected=true][aria-posinset="${place}"]`).waitFor()
      return await reader.selectedTitle()
    },
    note: async () => {
      const lines = await page.getByRole('textbox', { name: 'Note' }).locator('> *').allInnerTexts()
      return lines.map((line) => line.replace(/\n$/, '')).join('\n')
    },
    hears: (words) => poll(async () => await spoken(page), words),
    sees: async (role, name) => {
      const seen = page.getByRole(role, { name }).first()
      await seen.waitFor()
      return seen
    },
    tabTo: async (role, name) => {
      const focused = page.getByRole(role, { name }).and(page.locator(':focus'))
      for (let tabs = 0; tabs < MOST_TABS && (await focused.count()) === 0; tabs += 1) await page.keyboard.press('Tab')
      await focused.waitFor()
    },
    seesNo: async (role, name) => {
      await page.getByRole(role, { name }).first().waitFor({ state: 'detached' })
    },
  }
  return reader
}

async function spoken(page: Page): Promise<string> {
  const regions = await page.locator('[role=status], section[aria-label=Messages]').allInnerTexts()
  const live = await page.locator('[aria-live]').evaluateAll((elements) => elements.map((element) => element.textContent ?? ''))
  return [...regions, ...live].join('\n')
}

async function poll(read: () => Promise<string>, words: string | RegExp): Promise<void> {
  await (typeof words === 'string' ? expect.poll(read).toContain(words) : expect.poll(read).toMatch(words))
}

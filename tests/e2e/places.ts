// Owns the list of everything that can be on screen, each by its keys from the list of Today: looked at by axe, by width and by eye.
import type { Page } from 'playwright-core'

export interface ShownPlace {
  name: string
  keys: readonly string[]
}

const place = (name: string, ...keys: string[]): ShownPlace => ({ name, keys })

export const PLACES: readonly ShownPlace[] = [
  place('list'),
  place('paper', 'Enter'),
  place('selection', 'x', 'Shift+J', 'Shift+J'),
  place('triage', 'Shift+T'),
  place('triage, more', 'Shift+T', 'Space'),
  place('inbox', 'g', 'i'),
  place('later', 'g', 'l'),
  place('shortlist', 'g', 's'),
  place('archive', 'g', 'e'),
  place('dismissed', 'g', 'd'),
  place('snoozed', 'g', 'z'),
  place('week', 'g', 'w'),
  place('month', 'g', 'm'),
  place('catch up', 'g', 'c'),
  place('since you looked', 'g', 'u'),
  place('following', 'g', 'f'),
  place('follow', 'f'),
  place('all that is followed', 'Shift+F'),
  place('trending', 'g', 'r'),
  place('rising', 'g', 'r', ']'),
  place('days', 'g', 'k'),
  place('insights', 'g', 'y'),
  place('notes', 'g', 'n'),
  place('note', 'Shift+N'),
  place('note in full height', 'Alt+n'),
  place('search', '/', 'm', 'o', 'd'),
  place('empty search', '/'),
  place('search that completes', '/', 'i', 's', ':'),
  place('nothing found', '/', 'q', 'q', 'z', 'z'),
  place('saved searches', 'Alt+Shift+s'),
  place('annotations', 'g', 'h'),
  place('activity', 'g', 'a'),
  place('journal', 'g', 'j'),
  place('import and export', 'g', 'x'),
  place('export', 'Shift+X'),
  place('settings', 'Control+,'),
  place('palette', 'Control+k'),
  place('palette with words', 'Control+k', 'g', 'o'),
  place('papers on disk', 'g', 'q'),
  place('a paper as text', 'r'),
  place('keys', '?'),
  place('tag', 't'),
  place('tags', 'Alt+t'),
  place('snooze', 'h'),
  place('add papers', 'Alt+a'),
]

/** Decisions, a snoozed and a tagged paper, a note and a saved search, so that no place is an empty room. */
export async function furnish(page: Page): Promise<void> {
  const { keyboard } = page
  const messages = page.getByRole('region', { name: 'Messages' })
  const isSelected = (at: number) => page.locator(`[role=option][aria-selected=true][aria-posinset="${at}"]`).waitFor()
  const decisions = ['l', 's', 'd', 'l', 'e', 'l']
  for (const [index, key] of decisions.entries()) {
    await isSelected(index + 1)
    await keyboard.press(key)
  }
  await isSelected(decisions.length + 1)
  await keyboard.press('h')
  await page.getByRole('heading', { name: 'Snooze until' }).waitFor()
  await keyboard.press('3')
  await messages.getByText('Snoozed').waitFor()
  await isSelected(decisions.length + 2)
  await keyboard.press('t')
  await page.getByRole('heading', { name: 'Tag' }).waitFor()
  await keyboard.type('to try')
  await keyboard.press('Enter')
  await messages.getByText('Tagged').waitFor()
  await keyboard.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await keyboard.type('# Claim\n\nThe bound is $O(n \\log n)$. See [[Nothing of this name]].')
  await keyboard.press('Escape')
  await keyboard.press('/')
  await page.getByRole('searchbox').fill('model')
  await keyboard.press('Alt+s')
  await messages.getByText('Saved the search').waitFor()
  await page.getByRole('list', { name: 'Saved searches' }).getByRole('listitem').waitFor()
}

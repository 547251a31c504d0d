// Owns the promise that the focus is never lost: after every key it is on something that is there, is seen and takes keys.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { furnish, PLACES } from './places.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** What has the focus, by role and name; what is wrong with it begins with "lost". */
function focusOf({ page }: Reader): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused === document.body) return 'lost: nothing has it'
    const name = `${focused.getAttribute('role') ?? focused.tagName.toLowerCase()} ${focused.getAttribute('aria-label') ?? focused.innerText.slice(0, 40)}`
    if (focused.closest('[inert], [aria-hidden="true"]')) return `lost: ${name} is behind something`
    const dialog = document.querySelector('[role="dialog"][data-open]')
    if (dialog && !dialog.contains(focused)) return `lost: ${name} is not in the dialog that is open`
    const { width, height, right, bottom, left, top } = focused.getBoundingClientRect()
    if (!focused.checkVisibility() || width === 0 || height === 0) return `lost: ${name} is not shown`
    if (right < 0 || bottom < 0 || left > innerWidth || top > innerHeight) return `lost: ${name} is outside of the window`
    return name
  })
}

async function keeps(reader: Reader, doing: string, where = /^(?!lost)/): Promise<void> {
  await expect.poll(() => focusOf(reader), { message: `the focus after ${doing}` }).toMatch(where)
}

test('in every place, and back from it, something that is seen has the focus', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await furnish(page)
  await reader.press('Escape')
  await reader.press('g t')
  await reader.list('Friday, 21 August')
  for (const { name, keys } of PLACES) {
    for (const key of keys) await page.keyboard.press(key)
    // an editor that is still being loaded takes the focus when it is there
    await keeps(reader, name, name === 'note' ? /^textbox Note on/ : undefined)
    await page.keyboard.press('Escape')
    await keeps(reader, `${name}, back`)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await keeps(reader, `${name}, back in the list`, /^listbox Friday, 21 August/)
  }
})

test('what goes away under the focus leaves it to what stands there then', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await furnish(page)
  await reader.press('Escape', 'g l')
  await reader.list('Later')
  for (let left = 3; left > 0; left -= 1) {
    await reader.press('e')
    await keeps(reader, `archiving, ${left} left`, /^(listbox|group) Later/)
  }
  await reader.sees('button', 'Go to Today')
  await reader.press('z')
  await reader.list('Later')
  await keeps(reader, 'undo', /^listbox Later/)
  await reader.tabTo('button', 'Undo')
  await reader.press('Enter')
  await expect.poll(() => page.getByRole('option').count()).toBe(2)
  await keeps(reader, 'undo by the button of the message')
  await reader.press('g t')
  await reader.list('Friday, 21 August')

  // tags: one is taken off by its button, others are deleted in their dialog
  for (const tag of ['one', 'two', 'three']) {
    await reader.press('t')
    await keeps(reader, 'asking for a tag', /^combobox Tag/)
    await reader.type(tag)
    await reader.press('Enter')
    await reader.hears(`Tagged ${tag}`)
    await keeps(reader, 'tagging', /^listbox/)
  }
  for (const tag of ['one', 'three']) {
    await reader.sees('button', `Take off the tag ${tag}`)
    await reader.tabTo('button', `Take off the tag ${tag}`)
    await reader.press('Enter')
    await reader.seesNo('button', `Take off the tag ${tag}`)
    await keeps(reader, `taking off the tag ${tag}`, /^button Take off the tag t/)
  }
  await reader.seesNo('button', /^three/)
  await reader.press('Escape', 'Alt+t')
  for (const tag of ['to try', 'two']) {
    await reader.sees('button', `Delete the tag ${tag}`)
    await reader.tabTo('button', `Delete the tag ${tag}`)
    await reader.press('Enter')
    await reader.hears(`Deleted the tag #${tag}`)
    await keeps(reader, `deleting the tag ${tag}`, /^(button Delete the tag two|searchbox Find a tag|button Close)/)
  }
  await reader.press('Escape')
  await keeps(reader, 'leaving the tags', /^(listbox|button)/)

  // searches: one of late is forgotten, a saved one deleted, a filter that hides all is taken off
  await reader.press('Escape', 'Alt+Shift+s')
  await reader.tabTo('button', /^Delete/)
  await reader.press('Enter')
  await keeps(reader, 'deleting the last saved search', /^button/)
  await reader.press('Escape')
  await keeps(reader, 'leaving the saved searches', /^listbox/)
  await reader.press('\\')
  await keeps(reader, 'hiding the sidebar', /^listbox/)
  await reader.press('\\')
  await reader.tabTo('button', /^Inbox/)
  await reader.press('\\')
  await keeps(reader, 'hiding the sidebar that had it', /^button Show or hide the sidebar/)
  await reader.press('\\')

  // a place where the only button goes once it is pressed
  await reader.press('g c')
  await reader.list('Catch up')
  await reader.press('Alt+e')
  await reader.hears('Archived')
  await keeps(reader, 'archiving the rest')
  await reader.press('z')
  await reader.list('Catch up')
  await keeps(reader, 'taking that back', /^listbox Catch up/)
  await reader.press('g j')
  await reader.sees('heading', 'Journal')
  await keeps(reader, 'opening the journal')
  await reader.sees('button', 'Take this step back')
  await reader.press('j')
  await reader.tabTo('button', 'Take this step back')
  await reader.press('Enter')
  await keeps(reader, 'taking back a step', /^(button|listbox)/)
  await reader.press('g k')
  await reader.tabTo('button', 'The year before')
  for (let year = 2026; year > 2023; year -= 1) await reader.press('Enter')
  await keeps(reader, 'going to the first year, whose button leads no further', /^button/)
})

test('a text that can’t be had takes the focus while it is waited for and when it is not there', async () => {
  const { reader, replica } = await openScene()
  await reader.selected(1)
  await replica?.goOffline()
  await reader.press('r')
  await reader.sees('button', 'Try again')
  await keeps(reader, 'asking for a text without a network', /^region Text/)
  await reader.tabTo('button', 'Try again')
  await reader.press('Enter')
  await keeps(reader, 'trying again')
  await reader.press('Escape')
  await keeps(reader, 'leaving it', /^listbox/)
})

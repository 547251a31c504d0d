// Owns that nothing on the page moves while what was asked for comes, and that a skeleton waits for its moment.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { holdCore, watchShifts } from './held-core.ts'
import { furnish } from './places.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const SKELETON_AFTER_MS = 150

test('a list that is on its way shows nothing for 150 ms, then its skeleton, then itself, and nothing moves', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await open()
  await reader.selected(1)
  await furnish(page)
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await page.getByRole('option', { selected: true }).waitFor()
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (Reflect.get(window, 'skeletonAt') === undefined && document.querySelector('[role=status][aria-label=Loading]'))
        Reflect.set(window, 'skeletonAt', performance.now())
    }).observe(document.body, { subtree: true, childList: true })
  })
  const watch = await watchShifts(page)
  core.hold('papers.list')
  await reader.press('g w')
  await page.getByRole('status', { name: 'Loading' }).waitFor()
  const waited = await page.evaluate(() => Reflect.get(window, 'skeletonAt') - Reflect.get(window, 'keyAt'))
  expect(waited).toBeGreaterThanOrEqual(SKELETON_AFTER_MS)
  await expect.poll(() => core.holds('papers.list')).toBe(true)
  await watch.isLongAfterKeys()
  core.release()
  await page.getByRole('listbox', { name: /^Week/ }).getByRole('option').first().waitFor()
  expect(await watch.shifts()).toEqual([])
})

test('a paper that is on its way comes without moving anything, with its note', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await open()
  await reader.selected(1)
  await furnish(page)
  await reader.press('Escape', 'g t')
  await reader.list('Friday, 21 August')
  await reader.press('Home')
  await reader.selected(1)
  await page.getByRole('textbox', { name: /^Note on/ }).waitFor()
  for (const held of [['papers.get'], ['notes.get'], ['papers.get', 'notes.get', 'files.ofPaper', 'papers.similar']]) {
    core.hold(...held)
    // far enough that it was not read ahead
    await reader.press('End')
    await page.getByRole('option', { selected: true }).waitFor()
    const title = await reader.selectedTitle()
    await page.getByRole('region', { name: 'Paper text' }).getByRole('heading', { name: title }).waitFor()
    const watch = await watchShifts(page)
    await watch.isLongAfterKeys()
    core.release()
    await page.getByRole('textbox', { name: `Note on ${title}` }).waitFor()
    await page.getByRole('region', { name: 'Paper text' }).getByRole('heading', { name: 'About' }).waitFor()
    expect(await watch.shifts(), held.join()).toEqual([])
    await reader.press('Home')
    await reader.selected(1)
  }
})

test('what stands under a note, links to nothing and notes that link here, moves nothing when it comes', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  await page.setViewportSize({ width: 1440, height: 2600 })
  await open()
  const field = page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus'))
  const second = await reader
    .selected(1)
    .then(() => reader.press('j'))
    .then(() => reader.selected(2))
  await reader.press('Shift+N')
  await field.waitFor()
  await reader.type('See [[Nothing of this name]].')
  await reader.press('Escape', 'k')
  await reader.selected(1)
  await reader.press('Shift+N')
  await field.waitFor()
  await reader.type(`See [[${second}]] and more.`)
  await page.getByText('Saved', { exact: true }).waitFor()
  await open()
  await page.getByRole('option', { selected: true }).first().waitFor()
  await reader.press('Home')
  await reader.selected(1)
  for (const held of [['notes.resolve'], ['notes.backlinks']]) {
    core.hold(...held)
    await reader.press('j')
    await reader.selected(2)
    await expect.poll(() => core.holds(...held)).toBe(true)
    const watch = await watchShifts(page)
    await watch.isLongAfterKeys()
    core.release()
    await reader.sees('heading', 'A note links here')
    await reader.sees('button', 'Nothing of this name')
    await reader.sees('heading', 'About')
    expect(await watch.shifts(), held.join()).toEqual([])
    await open()
    await page.getByRole('option', { selected: true }).first().waitFor()
    await reader.press('Home')
    await reader.selected(1)
  }
})

test('a picture and the papers near in meaning that come late move nothing, in the paper pane and in the triage view', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  // so high that all of the paper is seen
  await page.setViewportSize({ width: 1440, height: 2600 })
  await open()
  await reader.selected(1)
  for (const key of ['l', 'l', 'l']) await reader.press(key)
  await reader.selected(4)
  const picture = page.getByRole('img', { name: 'The paper’s picture on Hugging Face' })
  const near = page.getByRole('heading', { name: 'Near in meaning' })
  for (const place of [5, 6, 7, 8]) {
    await reader.press('j')
    await reader.selected(place)
    await picture.waitFor()
  }
  // the pictures are on disk now and the window knows of none
  await open()
  await page.getByRole('option', { selected: true }).first().waitFor()
  await reader.press('Home')
  await reader.selected(1)
  await reader.press('j j j')
  await reader.selected(4)
  const orders: [held: string[], toTriage: boolean][] = [
    [['pictures.ofPapers'], false],
    [['papers.similar'], false],
    [['pictures.ofPapers'], true],
    [['papers.similar'], true],
  ]
  for (const [held, toTriage] of orders) {
    core.hold(...held)
    await reader.press('j')
    if (toTriage) await reader.press('Shift+T', 'Space')
    await expect.poll(() => core.holds(...held)).toBe(true)
    const watch = await watchShifts(page)
    await watch.isLongAfterKeys()
    core.release()
    if (!toTriage) await near.waitFor()
    await picture.waitFor()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
    expect(await watch.shifts(), `${held.join()}${toTriage ? ' in triage' : ''}`).toEqual([])
    if (toTriage) await reader.press('Escape')
  }
})

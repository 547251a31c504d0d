// Owns that what a key shows is seen in a small window, and that what there is nothing of is told once.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const SMALL = { width: 800, height: 600 }

test('more of a paper begins within sight in a small window; less of it is the paper from its title on', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize({ width: 800, height: 420 })
  await reader.selected(1)
  await reader.press('Shift+T')
  const card = page.getByRole('article')
  await card.getByText(/\w{4}/).first().waitFor()
  await page.locator('[data-abstract]').waitFor()
  await reader.press('Space')
  const link = page.getByRole('button', { name: 'Hugging Face' })
  await link.waitFor()
  expect(await card.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0)
  const { top, bottom } = await card.evaluate((element) => {
    const { top: from, bottom: to } = element.getBoundingClientRect()
    return { top: from, bottom: to }
  })
  const abstract = await page.locator('[data-abstract]').boundingBox()
  expect(abstract).not.toBeNull()
  // the last lines that were read stay above what is new
  expect((abstract?.y ?? 0) + (abstract?.height ?? 0)).toBeGreaterThan(top)
  expect(abstract?.y ?? 0).toBeLessThan(bottom)
  await reader.press('Space')
  await link.waitFor({ state: 'detached' })
  expect(await card.evaluate(({ scrollTop }) => scrollTop)).toBe(0)
})

test('a tall window shows the whole abstract where a low one cuts it', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize({ width: 600, height: 700 })
  await reader.selected(1)
  await reader.press('Shift+T')
  const abstract = page.locator('[data-abstract]')
  await abstract.waitFor()
  const cut = () => abstract.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
  expect(await cut()).toBeGreaterThan(0)
  await page.setViewportSize({ width: 600, height: 1500 })
  await expect.poll(cut).toBe(0)
})

test('the foot of the triage view and of a note in full height is one line in a small window', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize(SMALL)
  await reader.selected(1)
  const tops = () =>
    page
      .locator('footer button')
      .evaluateAll((buttons) => new Set(buttons.map((button) => Math.round(button.getBoundingClientRect().top))).size)
  await reader.press('Shift+T')
  await reader.sees('button', /More$/)
  expect(await tops()).toBe(1)
  await reader.press('Escape')
  await reader.selected(1)
  await reader.press('Alt+n')
  await page.getByRole('textbox', { name: 'Note on' }).waitFor()
  expect(await tops()).toBe(1)
})

test('the place that is open is in sight in a sidebar longer than the window', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize(SMALL)
  await reader.selected(1)
  const places = page.getByRole('navigation', { name: 'Places' })
  const current = places.locator('li > [aria-current=page]')
  for (const [keys, name] of [
    ['g a', 'Activity'],
    ['g r ]', 'Trending'],
    ['g t', 'Today'],
  ] as const) {
    await reader.press(keys)
    await expect.poll(() => current.innerText()).toContain(name)
    const [box, side] = [await current.boundingBox(), await places.boundingBox()]
    const foot = await page.getByRole('button', { name: /Synced/ }).boundingBox()
    expect(box?.y ?? -1).toBeGreaterThanOrEqual(side?.y ?? 0)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0)
  }
})

test('an empty list and an empty disk are told once', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize({ width: 1440, height: 900 })
  await reader.selected(1)
  await reader.press('g l')
  await page.getByText('Later is empty').waitFor()
  await expect.poll(() => page.getByText('No paper selected').count()).toBe(0)
  await reader.press('g n')
  await page.getByText('No notes yet').waitFor()
  await expect.poll(() => page.getByText('No note selected').count()).toBe(0)
  await reader.press('g q')
  await page.getByText('No paper is on disk yet').waitFor()
  expect(await page.getByText('0 PDFs').count()).toBe(0)
})

test('an operator without its value says nothing of what it finds', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('/')
  const box = page.getByRole('searchbox')
  await box.and(page.locator(':focus')).waitFor()
  const answered = (text: string) =>
    page.waitForFunction((typed) => document.querySelector<HTMLInputElement>('[role=searchbox]')?.value === typed, text)
  await reader.type('is:')
  await answered('is:')
  await reader.sees('button', /^is:later/)
  await expect.poll(() => page.locator('search [role=status]').first().innerText()).not.toMatch(/paper|Searching/)
  expect(await page.getByText('Nothing found').count()).toBe(0)
  await box.fill('is:dismissed')
  await page.getByText('Nothing found').waitFor()
})

test('the selected row is whole in sight after every step, decision and undo, also where the wheel took it out of sight', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize({ width: 1200, height: 620 })
  await reader.press('g i')
  await reader.list('Inbox')
  await page.getByRole('option', { selected: true }).waitFor()
  const outOfSight = () =>
    page.evaluate(() => {
      const list = document.querySelector('[data-list]')?.getBoundingClientRect()
      const row = document.querySelector('[data-list] [aria-selected=true]')?.getBoundingClientRect()
      return list && row ? Math.max(0, list.top - row.top, row.bottom - list.bottom) : null
    })
  const seenAfter = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      await reader.press(key)
      await expect.poll(outOfSight, { message: key }).toBeLessThan(1)
    }
  }
  await seenAfter(...Array.from('jjjjjjjjjjjjkkkkkkkkkkjjjjjjjjll'))
  for (const direction of [1, -1]) {
    for (const key of ['j', 'l', 'e', 'z', 'k']) {
      await page.mouse.move(420, 400)
      await page.mouse.wheel(0, direction * 900)
      await expect.poll(outOfSight).not.toBe(0)
      await seenAfter(key)
    }
  }
})

test('in a small window the keys that decide stand under the list, and a key that waits for its second is shown there', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize(SMALL)
  await reader.selected(1)
  const foot = page.getByRole('main', { name: 'List' }).locator('footer')
  await foot.getByRole('button', { name: 'Later' }).waitFor()
  await reader.press('g')
  await foot.getByText('g …').waitFor()
  await reader.press('l')
  await page.getByText('“Later” l puts a paper here').waitFor()
  await reader.press('g t')
  await reader.press('End')
  const row = page.getByRole('option', { selected: true })
  await expect.poll(async () => (await row.boundingBox())?.y ?? 0).toBeGreaterThan(100)
  const [box, edge] = [await row.boundingBox(), await foot.boundingBox()]
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((edge?.y ?? 0) + 1)
})

test('what the foot of the sidebar says is not cut off', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const foot = page.getByRole('button', { name: /Open Activity/ })
  const words = foot.locator('span').nth(1)
  const isCut = () => words.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  await reader.list('Friday, 21 August')
  await foot.getByText(/^Synced/).waitFor()
  for (const sentence of [
    'Archive, back to 2026-05 …',
    'Fetching 1,240 abstracts …',
    'Network switched off',
    'Told to wait, until 20:15',
  ]) {
    await words.evaluate((element, text) => (element.textContent = text), sentence)
    expect([sentence, await isCut()]).toEqual([sentence, false])
  }
})

test('in a small window neither the selected paper nor the note that is written is under a message', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize(SMALL)
  await reader.selected(1)
  const message = page.getByRole('region', { name: 'Messages' }).locator('> div').last()
  const bottom = async (of: ReturnType<typeof page.locator>) => {
    const box = await of.boundingBox()
    return (box?.y ?? 999) + (box?.height ?? 999)
  }
  const isAbove = async (of: ReturnType<typeof page.locator>) => (await bottom(of)) <= ((await message.boundingBox())?.y ?? 0)
  await reader.press('End')
  await reader.press('l')
  await reader.hears('Saved')
  await reader.press('End')
  await expect.poll(() => isAbove(page.getByRole('option', { selected: true }))).toBe(true)
  await reader.press('Home', 'e')
  await reader.hears('Archived')
  await reader.press('Shift+N')
  const note = page.getByRole('textbox', { name: 'Note on' })
  await note.and(page.locator(':focus')).waitFor()
  await expect.poll(() => isAbove(note.locator('> *').first())).toBe(true)
})

test('after a note, keys act on the paper over the list, which says how many papers are selected', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.setViewportSize(SMALL)
  await reader.selected(1)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.press('Escape')
  await page.getByRole('region', { name: 'Paper text' }).and(page.locator(':focus')).waitFor()
  await reader.press('x', 'Shift+J')
  await page.getByRole('main', { name: 'Paper' }).getByText('2 selected').waitFor()
  await page.getByRole('region', { name: 'Paper text' }).and(page.locator(':focus')).waitFor()
  await reader.press('Escape')
  await reader.selected(2)
  await page.getByRole('listbox').and(page.locator(':focus')).waitFor()
  await reader.press('Alt+n')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.press('Escape')
  await page.getByRole('main', { name: 'Note' }).getByRole('article').and(page.locator(':focus')).waitFor()
})

test('the first key of two is shown until the second comes, also where no foot has the keys', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('g', 'j')
  await reader.sees('heading', 'Journal')
  await reader.press('g')
  const awaited = page.getByRole('region', { name: 'Messages' }).getByText('g …')
  await awaited.waitFor()
  await reader.press('i')
  await reader.list('Inbox')
  await awaited.waitFor({ state: 'detached' })
})

// Owns pictures on screen: a thumbnail fetched once and there without a network, and one pasted into a note that outlives a restart.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const isDrawn = (image: HTMLImageElement): boolean => image.complete && image.naturalWidth > 0

test('a paper’s picture is fetched once it is looked at, and shown again without a network', async () => {
  const { reader, replica, restart } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  const picture = reader.page.getByRole('img', { name: 'The paper’s picture on Hugging Face' })
  await picture.waitFor()
  expect(replica?.requests.filter(({ path }) => path.startsWith('/social-thumbnails/'))).toHaveLength(1)
  await replica?.goOffline()
  await restart()
  await reader.selected(1)
  await picture.waitFor()
  await expect.poll(() => picture.evaluate(isDrawn)).toBe(true)
})

test('a picture pasted into a note is kept in the library and shown in the preview, also after a restart', async () => {
  const { reader, restart } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('Shift+N')
  const field = reader.page.getByRole('textbox', { name: 'Note on' })
  await field.and(reader.page.locator(':focus')).waitFor()
  await reader.type('Seen: ')
  await field.evaluate(async (element) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 20
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    const data = new DataTransfer()
    if (png) data.items.add(new File([png], 'image.png', { type: 'image/png' }))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect.poll(() => reader.note()).toMatch(/^Seen: !\[\]\(dogear-image:[0-9a-f]{64}\.png\)$/)
  await reader.press('Control+e')
  const picture = reader.page.getByRole('img', { name: 'Picture in the note' })
  await picture.waitFor()
  await expect.poll(() => picture.evaluate(isDrawn)).toBe(true)
  await reader.press('Escape')
  await restart()
  await reader.list('Friday, 21 August')
  await expect.poll(() => reader.note()).toMatch(/dogear-image/)
})

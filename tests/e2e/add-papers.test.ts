// Owns the path of a paper that no feed told of: pasted, added, kept in Later, opened offline.
import { expect, test } from 'vitest'
import { madePdf } from '#tests/replica/made-pdf.ts'
import { openScene } from './scene.ts'

const record = {
  id: '2605.00077',
  title: 'On $x$ of things',
  abstract: 'We look at it.',
  authors: ['Ada Example'],
  categories: ['cs.LG'],
  published: '2026-05-02',
}

test('an address that is pasted becomes a paper in Later, with keys only', async () => {
  const { reader } = await openScene({ replica: { papers: [record] } })
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.press('Alt+a')
  const field = page.getByRole('textbox', { name: 'Papers to add' })
  await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true)
  await page.keyboard.type('https://arxiv.org/abs/2605.00077v1 and 10.48550/arXiv.2605.00077')
  await page.getByText('1 paper.', { exact: true }).waitFor()
  if (process.env['DOGEAR_SHOTS']) await page.screenshot({ path: `${process.env['DOGEAR_SHOTS']}/add.png` })
  await page.keyboard.press('Enter')
  await page.getByText('Added one paper.').first().waitFor()
  await reader.press('g l')
  await page
    .getByText('On x of things')
    .first()
    .or(page.getByText(/of things/).first())
    .waitFor()
})

test('a PDF that falls on the window opens, and the paper that its first page names is added and has it', async () => {
  const { reader } = await openScene({ replica: { papers: [record] } })
  const { page } = reader
  await reader.list('Friday, 21 August')
  const base64 = madePdf(undefined, 'arXiv:2605.00077v1 [cs.LG] 2 May 2026').toString('base64')
  const dropped = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
    data.items.add(new File([bytes], 'download.pdf', { type: 'application/pdf' }))
    return data
  }, base64)
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await page.locator('.textLayer span').first().waitFor()
  // what stays is looked at: the message goes after a while, however long the pages took
  await reader.sees('heading', /of things/)
  await reader.press('Escape')
  await reader.press('g l')
  await reader.list('Later')
  await page.getByRole('option', { name: /of things/ }).waitFor()
})

// Owns the facts about papers on disk as a reader meets them: the queue, its pause, pins, and a PDF of one's own.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { madePdf } from '#tests/replica/made-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a whole list is asked for, paused, put in order and stopped; what is on disk is pinned and taken off', async () => {
  const { reader, replica } = await openScene()
  await reader.list()
  const first = await reader.selected(1)
  await reader.press('Shift+P')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()

  replica?.setFaults([{ name: 'stall', match: '/pdf/' }])
  await reader.press('Alt+p')
  await reader.hears(/Fetching 40 PDFs/)
  await reader.press('g q')
  await reader.sees('heading', 'Papers on disk')
  await reader.page.getByRole('progressbar', { name: /^Fetching / }).waitFor()
  await reader.page.getByRole('button', { name: 'Pause', exact: true }).press('Enter')
  await reader.hears('Fetching is paused.')
  const rows = reader.page.getByRole('region', { name: 'Papers on disk in full' }).getByRole('listitem')
  const last = await rows
    .filter({ has: reader.page.getByRole('button', { name: /^Fetch first/ }) })
    .last()
    .getByRole('button')
    .first()
    .innerText()
  await reader.page.getByRole('button', { name: `Fetch first: ${last}` }).press('Enter')
  await expect.poll(() => rows.first().getByRole('button').first().innerText()).toBe(last)
  await reader.page.getByRole('button', { name: 'Stop all' }).press('Enter')
  await reader.page.getByText('Nothing is on its way').waitFor()

  await reader.page.getByRole('button', { name: `Pin: ${first}` }).press('Enter')
  await reader.hears(/Pinned the file/)
  await reader.seesNo('button', `Take off the disk: ${first}`)
  await reader.press('z')
  await reader.page.getByRole('button', { name: `Take off the disk: ${first}` }).press('Enter')
  await reader.hears(/it can be fetched again/)
  await reader.seesNo('button', `Pin: ${first}`)
})

test('a file that is chosen long after it was asked for is opened', async () => {
  const { reader } = await openScene({ online: false })
  await reader.selected(1)
  const file = path.join(tempFolder(), 'A talk in autumn.pdf')
  writeFileSync(file, madePdf(undefined, 'a talk'))
  // the system's dialog, which stays open for as long as the reader looks for the file
  await reader.page.evaluate(() => {
    HTMLInputElement.prototype.click = function () {
      Object.assign(window, { asked: new WeakRef(this) })
    }
  })
  await reader.press('Control+o')
  const devtools = await reader.page.context().newCDPSession(reader.page)
  await devtools.send('HeapProfiler.collectGarbage')
  const field = await reader.page.evaluateHandle<HTMLElement | undefined>('asked.deref()')
  await field.asElement()?.setInputFiles(file)
  await reader.sees('heading', 'A talk in autumn')
})

test('a PDF of one’s own is opened, marked and there again after a restart; a page in its place is refused', async () => {
  const { reader, restart } = await openScene({ online: false })
  await reader.selected(1)
  const file = path.join(tempFolder(), 'A talk in spring.pdf')
  writeFileSync(file, madePdf(undefined, 'a talk'))
  const chosen = reader.page.waitForEvent('filechooser')
  await reader.press('Control+o')
  await (await chosen).setFiles(file)
  await reader.sees('heading', 'A talk in spring')
  await reader.page.locator('.textLayer span').first().waitFor()
  await restart()
  await reader.sees('heading', 'A talk in spring')
  await reader.press('Escape')
  await reader.press('g q')
  await reader.page.getByText(/opened from disk/).waitFor()

  writeFileSync(file, '<html>not a file</html>')
  await drop(reader.page, file)
  await reader.hears(/is no PDF, so it was not opened/)
})

async function drop(page: Page, file: string): Promise<void> {
  const text = readFileSync(file, 'utf8')
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'dropped.pdf', { type: 'application/pdf' }))
    return data
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

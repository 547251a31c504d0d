// Owns the proof in a real Electron: the same window over the same core, kept through a restart, locked down.
import { expect, onTestFinished } from 'vitest'
import { EVENING } from '#tests/e2e/scene.ts'
import { type Reader, readerOf } from '#tests/e2e/reader.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { type ElectronWindow, openElectronWindow, whyNoElectron } from '#tests/support/electron-window.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const test = testUnless(whyNoElectron())

async function open(dataFolder: string, sourceUrl?: string): Promise<{ dogear: ElectronWindow; reader: Reader }> {
  const dogear = await openElectronWindow({ dataFolder, now: EVENING, ...(sourceUrl === undefined ? {} : { sourceUrl }) })
  onTestFinished(() => dogear.close())
  const problems: string[] = []
  dogear.page.on('pageerror', (error) => problems.push(String(error)))
  dogear.page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  onTestFinished(() => expect(problems).toEqual([]))
  return { dogear, reader: readerOf(dogear.page, problems) }
}

test('a paper that was saved and noted is there after quitting and starting without network, and undo still knows it', async () => {
  const dataFolder = tempFolder()
  const replica = await startReplica({ now: EVENING })
  onTestFinished(() => replica.close())
  const first = await open(dataFolder, replica.url)
  await first.reader.list('Friday, 21 August')
  const title = await first.reader.selected(1)
  await first.reader.press('s')
  await first.reader.hears(/Shortlist/)
  await first.reader.press('g s')
  await first.reader.list('Shortlist')
  expect(await first.reader.selected(1)).toBe(title)
  await first.reader.press('Shift+N')
  await first.reader.page.getByRole('textbox', { name: 'Note' }).and(first.reader.page.locator(':focus')).waitFor()
  await first.reader.type('kept through the night')
  await first.dogear.quit()

  const second = await open(dataFolder)
  await second.reader.list()
  await second.reader.press('g s')
  await second.reader.list('Shortlist')
  expect(await second.reader.selected(1)).toBe(title)
  await expect.poll(() => second.reader.note()).toBe('kept through the night')
  await second.reader.press('z', 'z')
  await second.reader.page.getByText('Shortlist is empty').waitFor()
  await second.dogear.quit()
})

test('a page reaches no Node, no other address and no second window', async () => {
  const { dogear } = await open(tempFolder())
  const { page, app } = dogear
  await page.getByRole('listbox').waitFor()
  expect(new URL(page.url()).protocol).toBe('app:')
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => Reflect.has(globalThis, name)))).toEqual([])
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
  const before = page.url()
  const refused = await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean | undefined>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented))
        void contents?.executeJavaScript("setTimeout(() => location.assign('https://example.org/'), 0)")
      }),
  )
  expect(refused).toBe(true)
  const addresses = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()))
  expect(addresses).toEqual([before])
  await dogear.quit()
})

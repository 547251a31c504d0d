// Owns the proof in a real Electron that a paper is read and marked by keys alone, without a network, and kept through a restart.
import { expect, onTestFinished } from 'vitest'
import { exportedCopy, makeOffline, markAcrossColumns, openPdf, seesMark, whyNoPdfTools } from '#tests/e2e/keyboard-reading.ts'
import { readerOf } from '#tests/e2e/reader.ts'
import { EVENING } from '#tests/e2e/scene.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { openElectronWindow, whyNoElectron } from '#tests/support/electron-window.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const test = testUnless(whyNoElectron() ?? whyNoPdfTools())

test('a paper made offline is marked across a column’s end by keys, the mark is there after a restart, and a copy with it is accepted', async () => {
  const dataFolder = tempFolder()
  const replica = await startReplica({ now: EVENING, pdfContents: { '2608.75236': await twoColumnPdf() } })
  onTestFinished(() => replica.close())
  const problems: string[] = []
  const open = async (sourceUrl?: string) => {
    const dogear = await openElectronWindow({ dataFolder, now: EVENING, ...(sourceUrl === undefined ? {} : { sourceUrl }) })
    onTestFinished(() => dogear.close())
    dogear.page.on('pageerror', (error) => problems.push(String(error)))
    return { dogear, reader: readerOf(dogear.page, problems) }
  }
  const first = await open(replica.url)
  await makeOffline(first.reader)
  await replica.goOffline()
  await openPdf(first.reader)
  await markAcrossColumns(first.reader)
  await first.reader.press('Escape', 'Escape', 'Escape')
  await first.reader.list('Friday, 21 August')
  await first.dogear.quit()

  const second = await open()
  await second.reader.list('Friday, 21 August')
  await openPdf(second.reader)
  await seesMark(second.reader)
  await exportedCopy(second.reader, dataFolder)
  await second.dogear.quit()
  expect(problems).toEqual([])
})

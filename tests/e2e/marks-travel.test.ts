// Owns the promise that everything can be done without a mouse or a network, and that marks travel: out in a copy that other programs
// accept, into an empty library as the same set.
import { expect } from 'vitest'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { exportedCopy, makeOffline, markAcrossColumns, openPdf, seesMark, whyNoPdfTools } from './keyboard-reading.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? whyNoPdfTools() : NO_CHROMIUM)

test('a paper is read and marked by keys alone without a network; its marks outlive a restart, leave, and arrive as the same set', async () => {
  const replicaOptions = { pdfContents: { '2608.75236': await twoColumnPdf() } }
  const { reader, replica, host, restart } = await openScene({ replica: replicaOptions })
  await makeOffline(reader)
  const second = await openScene({ replica: replicaOptions })
  await makeOffline(second.reader)
  await second.reader.page.goto('about:blank')
  await second.host.stop()
  await replica?.goOffline()

  await openPdf(reader)
  await markAcrossColumns(reader)
  await reader.press('Escape', 'n')
  await reader.hears('Added a note')
  await reader.type('stuck here')
  await reader.press('Escape')
  await reader.press('Alt+5', 'ArrowDown', 'Enter')
  await reader.hears('Marked an area')
  await reader.page.getByRole('complementary', { name: 'Annotations' }).locator('img').waitFor()
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
  await restart()
  await reader.list('Friday, 21 August')
  await openPdf(reader)
  await seesMark(reader)
  await reader.page.getByRole('complementary', { name: 'Annotations' }).getByText('3 marks').waitFor()
  const copy = await exportedCopy(reader, host.dataFolder)
  await reader.page.goto('about:blank')
  await host.stop()

  const before = await marksOf(host.dataFolder)
  const paper = before[0]?.paperId ?? ''
  expect(await marksOf(second.host.dataFolder)).toEqual([])
  const taken = await dogear(['annotations', 'import', paper, copy, '--data', second.host.dataFolder])
  expect(taken.stderr).toBe('')
  expect(before).toHaveLength(3)
  expect(await marksOf(second.host.dataFolder)).toEqual(before)
  await dogear(['annotations', 'import', paper, copy, '--data', second.host.dataFolder])
  expect(await marksOf(second.host.dataFolder)).toHaveLength(3)
})

interface Told {
  text: string
  tags: string[]
  paperId: string
  kind: string
  colour: string
  comment: string
  pageLabel: string
}

async function marksOf(dataFolder: string): Promise<Told[]> {
  const { stdout } = await dogear(['annotations', 'list', '--json', '--data', dataFolder])
  const told = JSON.parse(stdout) as Told[]
  return told
    .map(({ paperId, kind, colour, comment, pageLabel, text, tags }) => ({ paperId, kind, colour, comment, pageLabel, text, tags }))
    .sort((a, b) => a.kind.localeCompare(b.kind))
}

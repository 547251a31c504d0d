// Owns the counts of what real papers' words lead to, where those papers are at hand.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect } from 'vitest'
import { linesOfPage, type PageText, type TextRun } from '#renderer/reader/page-lines.ts'
import { indexPaper } from '#renderer/reader/paper-index.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const folder = sharedDataFolder()
const test = testUnless(folder === null ? NO_SHARED_DATA : null)

/** Works in the bibliography, and words of the text that lead somewhere, counted by hand and by eye. */
const PAPERS: Record<string, { works: number; leads: number }> = {
  'two-column_tracemonkey-pldi09.pdf': { works: 19, leads: 25 },
  'arxiv-latex-hyperref_2007.10740v3.pdf': { works: 39, leads: 155 },
  'arxiv-ghostscript_1412.6206v1.pdf': { works: 9, leads: 16 },
}

for (const [name, { works, leads }] of Object.entries(PAPERS)) {
  test(`the words of ${name} lead to its works, figures and sections`, async () => {
    const task = getDocument({ data: new Uint8Array(readFileSync(path.join(folder ?? '', 'pdfs', name))), verbosity: 0 })
    const pdf = await task.promise
    const pages: PageText[] = []
    for (let page = 0; page < pdf.numPages; page++) {
      const proxy = await pdf.getPage(page + 1)
      const { items } = await proxy.getTextContent()
      const [, , width = 0, height = 0] = proxy.view
      pages.push({ page, width, height, lines: linesOfPage(page, items as TextRun[]) })
    }
    const index = indexPaper(pages)
    expect(index.references).toHaveLength(works)
    expect(pages.flatMap(({ page }) => index.leads(page)).length).toBeGreaterThanOrEqual(leads)
    await task.destroy()
  })
}

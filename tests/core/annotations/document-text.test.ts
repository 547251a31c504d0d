// Owns the facts about the text of a whole PDF, and marks carried over to another version that is read from disk.
import { expect, it } from 'vitest'
import { readPageTexts } from '#adapters/pdf-page-text.ts'
import { documentText, readDocumentText } from '#core/annotations/document-text.ts'
import { carryMarks } from '#core/commands/carry-marks.ts'
import { addAnnotations } from '#core/commands/annotations.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import { openLibrary } from '#tests/support/library.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { MADE_HASH, madeDraft } from './made-annotations.ts'
import { madePdf } from './made-pdf.ts'

const signal = new AbortController().signal
const TO = 'b'.repeat(64)
const textOf = async (pages: readonly { lines?: string[] }[]) =>
  documentText((await readPageTexts(await madePdf(pages), null, { signal })).pages)

it('is one text over lines and pages, with the hyphens at line ends undone', async () => {
  const { text } = await textOf([{ lines: ['We train a small exam-', 'ple model.'] }, { lines: ['It works.'] }])
  expect(text).toBe('We train a small example model. It works.')
})

it('knows where each stretch stands: a quad a line, a target a page', async () => {
  const { text, place } = await textOf([{ lines: ['first line of it', 'second line'] }, { lines: ['third line'] }])
  const start = text.indexOf('of it')
  const found = place(start, text.indexOf('third') + 5)
  expect(found).toMatchObject({ text: 'of it second line third', pageLabel: '1' })
  expect(found?.targets.map(({ page, shape }) => [page, shape.kind === 'quads' ? shape.quads.length : 0])).toEqual([
    [0, 2],
    [1, 1],
  ])
  const [shape] = found?.targets.map((target) => target.shape) ?? []
  const [left, top, right, , , bottom] = shape?.kind === 'quads' ? (shape.quads[0] ?? []) : []
  // in Helvetica 10 the line from 72 is 53.35 points wide and “of it” begins at 109.23
  expect(Math.abs((left ?? 0) - 109.23)).toBeLessThan(1)
  expect(right).toBe(125.35)
  expect([top, bottom]).toEqual([728, 717.8])
  expect(found?.sortKey).toBe(`00000|${String(start).padStart(6, '0')}|00064`)
})

it("'annotations.reanchor' without a text reads the file, and says when there is nothing to read", async () => {
  const library = openLibrary()
  const files = memoryAnnotationFiles()
  addAnnotations(library.context, {
    annotations: [
      madeDraft(1, { quote: { exact: 'a small model', prefix: 'We train ', suffix: ' on long documents.' }, position: null }),
      madeDraft(2, { quote: { exact: 'this sentence went away', prefix: 'and ', suffix: '.' }, position: null }),
    ],
  })
  files.library.set(TO, await madePdf([{ lines: ['A new first page.'] }, { lines: ['We train a small', 'model on long documents.'] }]))
  const into = await readDocumentText(files, TO, { signal })
  expect(carryMarks(library.context, { fromHash: MADE_HASH, toHash: TO, into }).sentence).toBe('0 kept, 1 moved, 1 not found; 1 to check.')
  expect(annotationsOfFile(library.store, TO)).toMatchObject([
    { text: 'a small model', targets: [{ page: 1, shape: { kind: 'quads' } }], anchor: { state: 'moved' } },
  ])
  files.library.set(TO, await madePdf([{}]))
  await expect(readDocumentText(files, TO, { signal })).rejects.toThrow('stay on the old one')
})

// Owns the facts about marks without words in another version: they go where the lines around them have gone, or it is told.
import { describe, expect, it } from 'vitest'
import { copyAreaImages, readAreaImage, saveAreaImage } from '#core/annotations/area-image.ts'
import { readDocumentText, textAround } from '#core/annotations/document-text.ts'
import { addAnnotations } from '#core/commands/annotations.ts'
import { carryMarks } from '#core/commands/carry-marks.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import type { AnnotationKind } from '#domain/annotation.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { openLibrary } from '#tests/support/library.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { MADE_HASH, madeDraft } from './made-annotations.ts'
import { madePdf } from './made-pdf.ts'

const signal = new AbortController().signal
const TO = 'b'.repeat(64)
const kinds: readonly AnnotationKind[] = ['note', 'area', 'text', 'ink']

/** What became of a note, an area, a text and a drawing on the first page of two columns. */
async function carriedTo(next: Uint8Array, { hasOld = true } = {}) {
  const library = openLibrary()
  const files = memoryAnnotationFiles()
  if (hasOld) files.library.set(MADE_HASH, await twoColumnPdf())
  files.library.set(TO, next)
  addAnnotations(library.context, {
    annotations: kinds.map((kind, index) => madeDraft(index + 1, { kind, quote: null, position: null, text: '' })),
  })
  const before = annotationsOfFile(library.store, MADE_HASH)
  const from = await textAround(files, before, MADE_HASH, { signal })
  const into = await readDocumentText(files, TO, { signal })
  const { sentence, report } = carryMarks(library.context, { fromHash: MADE_HASH, toHash: TO, into, from })
  return { sentence, report, files, before, after: annotationsOfFile(library.store, TO) }
}

describe('marks without words', () => {
  it('go to the page that theirs has become, at the same place', async () => {
    const { sentence, before, after } = await carriedTo(await twoColumnPdf({ before: 1 }))
    expect(sentence).toBe('0 kept, 4 moved, 0 not found.')
    for (const mark of before) {
      const copy = after.find(({ anchor }) => anchor.from === mark.id)
      expect(copy).toMatchObject({ kind: mark.kind, anchor: { state: 'moved' }, pageLabel: '2' })
      expect(copy?.targets).toEqual(mark.targets.map((target) => ({ ...target, page: 1 })))
    }
  })

  it('stay where nothing has moved, and areas keep their picture', async () => {
    const { sentence, after, report, files, before } = await carriedTo(await twoColumnPdf({ pages: 4 }))
    expect(sentence).toBe('4 kept, 0 moved, 0 not found.')
    expect(after.map(({ anchor }) => anchor.state)).toEqual(['exact', 'exact', 'exact', 'exact'])
    const area = before.find(({ kind }) => kind === 'area')?.id ?? ''
    saveAreaImage(files, area, 'iVBORw0KGgoAAA==')
    copyAreaImages(files, report)
    expect(readAreaImage(files, report.find(({ from }) => from === area)?.to ?? '')).toBe('iVBORw0KGgoAAA==')
  })

  it('are told as not found where the words around them are gone, or the old file is', async () => {
    expect((await carriedTo(await madePdf([{ lines: ['Another text altogether, with other words in all of it.'] }]))).sentence).toBe(
      '0 kept, 0 moved, 4 not found; 4 to check.',
    )
    const { sentence, after } = await carriedTo(await twoColumnPdf(), { hasOld: false })
    expect(sentence).toBe('0 kept, 0 moved, 4 not found; 4 to check.')
    expect(after).toEqual([])
  })

  it('are to be checked where one line alone is still there', async () => {
    const { sentence, after } = await carriedTo(
      await madePdf([{ lines: ['Something new.'] }, { lines: ['Line 3 of column 1 page 1 has words to mark.', 'New words.'] }]),
    )
    expect(sentence).toContain('to check')
    expect(after.every(({ anchor }) => anchor.state === 'fuzzy')).toBe(true)
  })
})

// Owns the proof on real PDFs, where they are: marks go into each and out again, or a sentence says why not.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect } from 'vitest'
import { readDocumentText } from '#core/annotations/document-text.ts'
import { importMarks } from '#core/annotations/import-marks.ts'
import { readMarks } from '#core/annotations/pdf-read.ts'
import { writeMarks } from '#core/annotations/pdf-write.ts'
import { carryMarks } from '#core/commands/carry-marks.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import type { Annotation } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import { runCommand } from '#tests/support/command.ts'
import { openLibrary } from '#tests/support/library.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { MADE_HASH, madeDraft } from './made-annotations.ts'

const data = sharedDataFolder()
const folder = data === null ? null : path.join(data, 'pdfs')
const names = folder === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.pdf'))
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder ?? '', name)))
const signal = new AbortController().signal
const TO = 'b'.repeat(64)
const marks = (['highlight', 'underline', 'note', 'area', 'text', 'ink'] as const).map((kind, index): Annotation => ({
  ...madeDraft(index + 1, { kind }),
  anchor: { state: 'exact', score: 1, from: null },
  createdAtMs: 1_000,
  modifiedAtMs: 1_000,
  author: null,
  source: null,
}))

describe('real PDFs', async () => {
  const noQpdf = (await runCommand('which', ['qpdf'])).code === 0 ? null : 'qpdf is not here; apt-get install qpdf'
  const missing = names.length === 0 ? NO_SHARED_DATA : null

  testUnless(missing ?? noQpdf)('take all kinds of marks, or say in a sentence why not; qpdf accepts what it accepted before', async () => {
    const place = tempFolder()
    for (const name of names) {
      const original = read(name)
      const written = await writeMarks(original, marks).catch((thrown: unknown) => thrown)
      if (written instanceof DogearError) {
        expect(written.code, name).toBe('unsupported')
        continue
      }
      if (!(typeof written === 'object' && written !== null && 'bytes' in written && written.bytes instanceof Uint8Array)) throw written
      expect(Buffer.compare(written.bytes.subarray(0, original.length), original), name).toBe(0)
      expect(
        (await readMarks(written.bytes)).marks.filter(({ id }) => id !== null),
        name,
      ).toHaveLength(marks.length)
      const copy = path.join(place, name)
      writeFileSync(copy, written.bytes)
      const before = await runCommand('qpdf', ['--check', path.join(folder ?? '', name)])
      if (before.code === 0) expect((await runCommand('qpdf', ['--check', copy])).code, name).toBe(0)
    }
  })

  testUnless(missing)('highlights made by another program are read with their words and found again in the plain file', async () => {
    const library = openLibrary()
    const files = memoryAnnotationFiles()
    files.library.set(MADE_HASH, read('annots-zotero-10-highlights_tracemonkey.pdf'))
    files.library.set(TO, read('two-column_tracemonkey-pldi09.pdf'))
    await importMarks({ context: library.context, files }, { hash: MADE_HASH, paperId: null }, { signal })
    const highlights = annotationsOfFile(library.store, MADE_HASH).filter(({ kind }) => kind === 'highlight')
    expect(highlights.length).toBeGreaterThanOrEqual(10)
    expect(highlights.filter(({ quote }) => quote === null)).toEqual([])
    const into = await readDocumentText(files, TO, { signal })
    carryMarks(library.context, { fromHash: MADE_HASH, toHash: TO, into })
    const carried = new Map(annotationsOfFile(library.store, TO).map((mark) => [mark.anchor.from, mark]))
    for (const highlight of highlights) {
      const found = carried.get(highlight.id)
      expect(found?.anchor.state).toBe('exact')
      const [was, is] = [highlight.targets[0], found?.targets[0]]
      expect(is?.page).toBe(was?.page)
      if (was?.shape.kind !== 'quads' || is?.shape.kind !== 'quads') throw new Error('a highlight has quads')
      expect(is.shape.quads).toHaveLength(was.shape.quads.length)
      const after = is.shape.quads.flat()
      was.shape.quads.flat().forEach((value, index) => {
        // across: the hand that marked may have begun inside a word; up and down: the same line
        expect(Math.abs(value - (after[index] ?? Infinity))).toBeLessThan(index % 2 === 0 ? 12 : 4)
      })
    }
  })
})

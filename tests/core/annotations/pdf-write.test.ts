// Owns the facts about the copy of a PDF with marks in it: other programs accept it, and nothing of the original changes.
import { writeFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { readMarks } from '#core/annotations/pdf-read.ts'
import { writeMarks } from '#core/annotations/pdf-write.ts'
import { type Annotation, annotationColours, type AnnotationKind } from '#domain/annotation.ts'
import { runCommand } from '#tests/support/command.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { madeDraft } from './made-annotations.ts'
import { madePdf, string } from './made-pdf.ts'

const KINDS: AnnotationKind[] = ['highlight', 'underline', 'note', 'area', 'text', 'ink']
const stamped = (number: number, more: Parameters<typeof madeDraft>[1] = {}): Annotation => ({
  ...madeDraft(number, more),
  anchor: { state: 'exact', score: 1, from: null },
  createdAtMs: Date.parse('2026-11-20T12:00:00Z'),
  modifiedAtMs: Date.parse('2026-11-20T12:30:00Z'),
  author: null,
  source: null,
})
const everyKind = KINDS.map((kind, index) => stamped(index + 1, { kind, comment: `コメント ${index} ∀x`, tags: ['proof'], role: 'claim' }))
const made = () => madePdf([{ lines: ['Plain words on a line.'] }, { lines: ['Second page.'] }])
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('the copy', () => {
  it('begins with every byte of the original, and has all kinds with comments, tags and roles in it', async () => {
    const original = await made()
    const { bytes, written, left } = await writeMarks(original, everyKind)
    expect(Buffer.compare(bytes.subarray(0, original.length), original)).toBe(0)
    expect({ written, left }).toEqual({ written: 6, left: 0 })
    const { marks } = await readMarks(bytes)
    expect(
      marks.map(({ id, kind, colour, comment, targets, tags, kept }) => ({ id, kind, colour, comment, targets, tags, role: kept.role })),
    ).toEqual(everyKind.map(({ id, kind, colour, comment, targets, tags, role }) => ({ id, kind, colour, comment, targets, tags, role })))
  })

  it('has one mark once after a second export, also after it changed', async () => {
    const first = await writeMarks(await made(), everyKind)
    const second = await writeMarks(
      first.bytes,
      everyKind.map((mark) => ({ ...mark, colour: 'red' as const })),
    )
    const { marks } = await readMarks(second.bytes)
    expect(marks.map(({ colour }) => colour)).toEqual(KINDS.map(() => 'red'))
  })

  it('keeps a mark that runs over two pages as one', async () => {
    const quads = {
      kind: 'quads' as const,
      quads: [[72, 712, 300, 712, 72, 700, 300, 700] as [number, number, number, number, number, number, number, number]],
    }
    const targets = [0, 1].map((page) => ({ page, shape: quads }))
    const { bytes } = await writeMarks(await made(), [stamped(1, { targets, comment: 'once' })])
    expect((await readMarks(bytes)).marks).toMatchObject([{ targets, comment: 'once' }])
  })

  it('leaves another program’s annotations and links, but replaces one that was imported from there', async () => {
    const LINE = [72, 712, 300, 712, 72, 700, 300, 700]
    const foreign = { Subtype: 'Highlight', Rect: [72, 700, 300, 712], QuadPoints: LINE }
    const original = await madePdf([
      {
        annotations: [
          { ...foreign, NM: string('theirs') },
          { ...foreign, NM: string('other') },
          { Subtype: 'Link', Rect: [0, 0, 9, 9] },
        ],
      },
    ])
    const { bytes } = await writeMarks(original, [{ ...stamped(1), source: { program: 'another program', key: 'theirs' } }])
    expect((await readMarks(bytes)).marks.map(({ source }) => source.key)).toEqual(['other', `dogear:${stamped(1).id}`])
    expect((await PDFDocument.load(bytes)).getPage(0).node.Annots()?.size()).toBe(3)
  })

  it('counts marks on pages that are not there, and refuses when there is no other', async () => {
    const target = { page: 7, shape: { kind: 'point' as const, point: [1, 1] as [number, number] } }
    const away = stamped(9, { kind: 'note', targets: [target] })
    expect(await writeMarks(await made(), [stamped(1), away])).toMatchObject({ written: 1, left: 1 })
    await expect(writeMarks(await made(), [away])).rejects.toThrow('nothing was exported')
  })

  it('is not made of an encrypted file', async () => {
    const document = await PDFDocument.load(await made())
    document.encrypt({ userPassword: 'secret', ownerPassword: 'owner' })
    const encrypted = await document.save({ useObjectStreams: false })
    expect(latin(encrypted)).toContain('/Encrypt')
    await expect(writeMarks(encrypted, everyKind)).rejects.toThrow('encrypted')
    await expect(readMarks(encrypted)).rejects.toThrow('encrypted')
  })
})

describe('other programs', async () => {
  const has = async (program: string): Promise<boolean> => (await runCommand('which', [program])).code === 0
  const poppler = (await has('pdftoppm')) && (await has('pdftotext')) ? null : 'poppler is not here; apt-get install poppler-utils'
  const qpdf = (await has('qpdf')) ? null : 'qpdf is not here; apt-get install qpdf'

  testUnless(qpdf)('qpdf finds nothing wrong with it, nor with a second export', async () => {
    const folder = tempFolder()
    const first = await writeMarks(await made(), everyKind)
    const second = await writeMarks(first.bytes, everyKind)
    for (const [name, bytes] of Object.entries({ 'one.pdf': first.bytes, 'two.pdf': second.bytes })) {
      writeFileSync(path.join(folder, name), bytes)
      const { code, output } = await runCommand('qpdf', ['--check', path.join(folder, name)])
      expect(output).toContain('No syntax or stream encoding errors')
      expect(code).toBe(0)
    }
  })

  testUnless(poppler)('poppler draws every colour where it belongs and reads the same words', async () => {
    const folder = tempFolder()
    const colours = Object.keys(annotationColours) as Annotation['colour'][]
    const marks = colours.map((colour, index) => {
      const top = 500 - index * 40
      return stamped(index + 1, {
        colour,
        targets: [{ page: 0, shape: { kind: 'quads', quads: [[72, top, 272, top, 72, top - 20, 272, top - 20]] } }],
      })
    })
    const file = path.join(folder, 'colours.pdf')
    writeFileSync(file, (await writeMarks(await made(), marks)).bytes)
    const { output } = await runCommand('pdftotext', [file, '-'])
    expect(output).toContain('Plain words on a line.')
    expect((await runCommand('pdftoppm', ['-r', '72', '-f', '1', '-l', '1', file, path.join(folder, 'page')])).code).toBe(0)
    const picture = readFileSync(path.join(folder, 'page-1.ppm'))
    const pixels = picture.subarray(picture.length - 612 * 792 * 3)
    colours.forEach((colour, index) => {
      const at = ((792 - (490 - index * 40)) * 612 + 150) * 3
      const drawn = `#${Buffer.from(pixels.subarray(at, at + 3)).toString('hex')}`
      expect(drawn, colour).toBe(annotationColours[colour])
    })
  })
})

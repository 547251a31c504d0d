// Owns writing marks into a copy of a PDF: standard annotations after the original bytes, which stay as they are.
import type { Annotation, AnnotationTarget } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { appearanceOf, defaultAppearance, rgbOf } from './pdf-appearance.ts'
import { annotationsOfPage, idOfName, keyInFile, nameInFile, type OpenPdf, openPdf, textEntry } from './pdf-document.ts'

const SUBTYPES: Record<Annotation['kind'], string> = {
  highlight: 'Highlight',
  underline: 'Underline',
  note: 'Text',
  area: 'Square',
  text: 'FreeText',
  ink: 'Ink',
}

/** Where tags, role and the anchor are kept: other programs pass over a name they do not know. */
export const PRIVATE_KEY = 'DogearMark'

export interface WrittenPdf {
  bytes: Uint8Array
  /** Marks that are in it now. */
  written: number
  /** Marks that lie on a page which this file does not have. */
  left: number
}

/**
 * The original's bytes followed by one increment with the marks (PDF 32000-1, 7.5.6 and 12.5). A mark that the file
 * already has, from an earlier export or because it was imported from there, is replaced. Throws `unsupported`.
 */
export async function writeMarks(original: Uint8Array, annotations: readonly Annotation[]): Promise<WrittenPdf> {
  const pdf = await openPdf(original)
  const { document, library } = pdf
  const { context } = document
  const snapshot = context.snapshot ?? document.takeSnapshot()
  // with it in place every entry of every new object is looked for in the whole file; what changes is told below instead
  delete context.snapshot
  const pages = document.getPages()
  const ids = new Set(annotations.map(({ id }) => id))
  const keys = new Set(annotations.flatMap(({ source }) => (source ? [source.key] : [])))
  const fresh = new Map<number, PDFRef[]>()
  const written = new Set<string>()
  for (const annotation of annotations) {
    annotation.targets.forEach((target, part) => {
      const page = pages[target.page]
      if (!page) return
      const ref = context.register(annotationDict(pdf, annotation, target, part, page.ref))
      fresh.set(target.page, [...(fresh.get(target.page) ?? []), ref])
      written.add(annotation.id)
    })
  }
  const seen = new Map<string, number>()
  pages.forEach((page, index) => {
    const before = annotationsOfPage(pdf, index)
    const kept = before.filter(({ dict }) => {
      if (!dict) return true
      const ours = idOfName(textEntry(pdf, dict, 'NM'))
      const key = keyInFile(pdf, index, dict, seen)
      return !(keys.has(key) || (ours !== null && ids.has(ours)))
    })
    const added = fresh.get(index) ?? []
    if (added.length === 0 && kept.length === before.length) return
    page.node.set(library.PDFName.of('Annots'), context.obj([...kept.map(({ entry }) => entry as PDFObject), ...added]))
    snapshot.markRefForSave(page.ref)
  })
  if (written.size === 0 && annotations.length > 0) {
    throw new DogearError('conflict', 'None of these marks lies on a page of this file, so nothing was exported.')
  }
  const increment = await document.saveIncremental(snapshot)
  const bytes = new Uint8Array(original.length + increment.length)
  bytes.set(original)
  bytes.set(increment, original.length)
  return { bytes, written: written.size, left: annotations.length - written.size }
}

function annotationDict(pdf: OpenPdf, annotation: Annotation, target: AnnotationTarget, part: number, page: PDFRef): PDFObject {
  const { document, library } = pdf
  const { context } = document
  const text = (value: string): PDFObject => library.PDFHexString.fromText(value)
  const { content, box, multiply, needsFont } = appearanceOf(annotation, target)
  const appearance = context.stream(multiply ? `/Blend gs\n${content}` : content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: box,
    Resources: {
      ...(multiply ? { ExtGState: { Blend: { Type: 'ExtGState', BM: 'Multiply', ca: 1 } } } : {}),
      ...(needsFont ? { Font: { Helv: { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' } } } : {}),
    },
    ...(multiply ? { Group: { S: 'Transparency', Type: 'Group' } } : {}),
  })
  const dict = context.obj({
    Type: 'Annot',
    Subtype: SUBTYPES[annotation.kind],
    Rect: box,
    P: page,
    F: annotation.kind === 'note' ? 28 : 4,
    C: rgbOf(annotation.colour),
    NM: text(nameInFile(annotation.id, part)),
    // the parts on further pages show the mark, the first says the words
    Contents: text(part === 0 ? annotation.comment : ''),
    CreationDate: library.PDFString.of(pdfDate(annotation.createdAtMs)),
    M: library.PDFString.of(pdfDate(annotation.modifiedAtMs)),
    AP: { N: context.register(appearance) },
    [PRIVATE_KEY]: text(JSON.stringify(privatePart(annotation, part))),
    ...shapeEntries(annotation, target),
  })
  if (annotation.author !== null) dict.set(library.PDFName.of('T'), text(annotation.author))
  if (annotation.kind === 'note') dict.set(library.PDFName.of('Name'), library.PDFName.of('Note'))
  if (annotation.kind === 'text') dict.set(library.PDFName.of('DA'), library.PDFString.of(defaultAppearance(annotation.colour)))
  return dict
}

function shapeEntries(annotation: Annotation, { shape }: AnnotationTarget): Record<string, number[] | number[][] | Record<string, number>> {
  switch (shape.kind) {
    case 'quads':
      return { QuadPoints: shape.quads.flat() }
    case 'rect':
      return annotation.kind === 'area' ? { BS: { W: 2 } } : { BS: { W: 0 } }
    case 'paths':
      return { InkList: shape.paths.map((path) => path.flat()), BS: { W: shape.width } }
    case 'point':
      return {}
  }
}

/** What a standard annotation has no place for. */
function privatePart(annotation: Annotation, part: number): object {
  const { role, tags, quote, position, text, sortKey, pageLabel, anchor, source, createdAtMs, modifiedAtMs } = annotation
  return part === 0 ? { role, tags, quote, position, text, sortKey, pageLabel, anchor, source, createdAtMs, modifiedAtMs } : {}
}

/** `D:20261120120000Z`, in UTC (PDF 32000-1, 7.9.4). */
export function pdfDate(atMs: number): string {
  return `D:${new Date(atMs).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
}

// Owns small PDFs made for tests, with annotations written as other programs write them.
import { PDFDocument, PDFHexString, PDFName, type PDFObject, PDFString } from '@cantoo/pdf-lib'

export type Entries = Record<string, string | number | (string | number | number[])[] | PDFObject | object>

export const string = (text: string): PDFString => PDFString.of(text)
export const unicode = (text: string): PDFHexString => PDFHexString.fromText(text)

export interface MadePage {
  lines?: readonly string[]
  /** Each becomes an annotation of the page; a `parent` index makes it answer that one. */
  annotations?: readonly (Entries & { parent?: number })[]
}

/** Letter pages with lines of Helvetica, 12 points apart from y = 720 downwards at x = 72. */
export async function madePdf(pages: readonly MadePage[], { producer = 'Made for tests' } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setProducer(producer)
  for (const { lines = [], annotations = [] } of pages) {
    const page = document.addPage([612, 792])
    lines.forEach((line, index) => page.drawText(line, { x: 72, y: 720 - index * 12, size: 10 }))
    const refs: PDFObject[] = []
    for (const { parent, ...entries } of annotations) {
      const dict = document.context.obj({ Type: 'Annot', P: page.ref, ...entries } as Parameters<typeof document.context.obj>[0] & object)
      const answered = parent === undefined ? undefined : refs[parent]
      if (answered) (dict as unknown as { set(name: PDFName, value: PDFObject): void }).set(PDFName.of('IRT'), answered)
      refs.push(document.context.register(dict as PDFObject))
    }
    if (refs.length > 0) page.node.set(PDFName.of('Annots'), document.context.obj(refs))
  }
  return await document.save({ useObjectStreams: false, addDefaultPage: false })
}

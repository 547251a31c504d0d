// Owns opening a PDF for its annotations: the bytes stay as they are, and what can't be opened is said in a sentence.
import { DogearError } from '#domain/errors.ts'
import type { PDFArray, PDFDict, PDFDocument } from '@cantoo/pdf-lib'

type Library = typeof import('@cantoo/pdf-lib')

export interface OpenPdf {
  document: PDFDocument
  /** The library itself, fetched when it is first needed: it is large, and most starts never need it. */
  library: Library
}

/** Throws `unsupported` for a file that is encrypted, and for one that is damaged beyond reading. */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const library = await import('@cantoo/pdf-lib')
  let document: PDFDocument
  try {
    document = await library.PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false, forIncrementalUpdate: true })
    // a page tree that can't be walked is found out here, not half-way through
    document.getPages()
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new DogearError(
      'unsupported',
      'This PDF is damaged, so its annotations can’t be read or written. Export them as Markdown instead.',
      {
        detail,
        cause,
      },
    )
  }
  if (document.context.trailerInfo.Encrypt) {
    throw new DogearError(
      'unsupported',
      'This PDF is encrypted, so marks can’t be read from it or written into it. Export them as Markdown instead, or save a copy without a password first.',
    )
  }
  return { document, library }
}

/** The annotation dictionaries of a page as they stand in its array; entries that are none are null. */
export function annotationsOfPage({ document, library }: OpenPdf, pageIndex: number): { entry: unknown; dict: PDFDict | null }[] {
  const node = document.getPage(pageIndex).node
  const list = node.context.lookup(node.get(library.PDFName.of('Annots')))
  if (!(list instanceof library.PDFArray)) return []
  return list.asArray().map((entry) => {
    const dict = document.context.lookup(entry)
    return { entry, dict: dict instanceof library.PDFDict ? dict : null }
  })
}

/** The text of a string entry, or null. */
export function textEntry({ library }: OpenPdf, dict: PDFDict, name: string): string | null {
  const value = dict.lookup(library.PDFName.of(name))
  try {
    if (value instanceof library.PDFString || value instanceof library.PDFHexString) return value.decodeText()
  } catch {
    return null
  }
  return value instanceof library.PDFName ? value.decodeText() : null
}

/** The numbers of an array entry, NaN for what is none; null when there is no array. */
export function numbersEntry({ library }: OpenPdf, dict: PDFDict, name: string): number[] | null {
  const value = dict.lookup(library.PDFName.of(name))
  return value instanceof library.PDFArray ? numbersOf({ library }, value) : null
}

export function numbersOf({ library }: Pick<OpenPdf, 'library'>, array: PDFArray): number[] {
  return array.asArray().map((_, index) => {
    const value = array.lookup(index)
    return value instanceof library.PDFNumber ? value.asNumber() : Number.NaN
  })
}

const OUR_NAME = /^dogear:([0-9a-f-]{36})(?:\/\d+)?$/

/** The name (`NM`) that a mark's part of one page carries in a file: `dogear:ID`, then `dogear:ID/2` … */
export function nameInFile(id: string, part: number): string {
  return part === 0 ? `dogear:${id}` : `dogear:${id}/${part + 1}`
}

export function idOfName(name: string | null): string | null {
  return OUR_NAME.exec(name ?? '')?.[1] ?? null
}

/**
 * What tells an annotation of another program from every other in the same file: its `NM`, else its page, kind and place,
 * with a number where several are alike. `seen` counts those; ask in the order of the file.
 */
export function keyInFile(pdf: OpenPdf, pageIndex: number, dict: PDFDict, seen: Map<string, number>): string {
  const name = textEntry(pdf, dict, 'NM')
  const place = (numbersEntry(pdf, dict, 'Rect') ?? []).map((value) => Math.round(value * 10)).join(',')
  const key = name !== null && name !== '' ? name : `${pageIndex}/${textEntry(pdf, dict, 'Subtype') ?? ''}/${place}`
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return count === 1 ? key : `${key}#${count}`
}

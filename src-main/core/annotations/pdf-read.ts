// Owns reading the annotations of a PDF, whichever program made them, as marks of ours.
import { z } from 'zod'
import {
  Annotation,
  type AnnotationKind,
  type AnnotationTarget,
  AnnotationTarget as Target,
  MAX_COMMENT_LENGTH,
  type Rect,
} from '#domain/annotation.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'
import type { PDFDict } from '@cantoo/pdf-lib'
import { annotationsOfPage, idOfName, keyInFile, numbersEntry, type OpenPdf, openPdf, textEntry } from './pdf-document.ts'
import { dateOf, nearestColour, pathsOf, quadsOf, rectOf, overlaps, twoDecimals } from './pdf-shapes.ts'
import { PRIVATE_KEY } from './pdf-write.ts'

/** What a mark made by Dogear has beside the standard entries. */
const PrivatePart = Annotation.pick({
  role: true,
  tags: true,
  quote: true,
  position: true,
  text: true,
  sortKey: true,
  pageLabel: true,
  anchor: true,
  source: true,
  createdAtMs: true,
  modifiedAtMs: true,
}).partial()

export interface FoundMark extends Pick<Annotation, 'kind' | 'colour' | 'comment' | 'targets' | 'author'> {
  /** The mark's own id when Dogear wrote it. */
  id: string | null
  source: { program: string; key: string }
  createdAtMs: number | null
  modifiedAtMs: number | null
  kept: z.infer<typeof PrivatePart>
  tags: string[]
}

export interface ReadMarks {
  /** In the order of the file. */
  marks: FoundMark[]
  /** Annotations that are no marks of a reader (links, fields) are passed over without a word; these could not be read. */
  unreadable: { page: number; reason: string }[]
  /** Left, bottom, right, top of each page: a file with other pages is another version. */
  pages: Rect[]
}

const KINDS: Record<string, AnnotationKind> = {
  Highlight: 'highlight',
  Underline: 'underline',
  Squiggly: 'underline',
  StrikeOut: 'underline',
  Text: 'note',
  FreeText: 'text',
  Square: 'area',
  Circle: 'area',
  Ink: 'ink',
  Line: 'ink',
  PolyLine: 'ink',
  Polygon: 'ink',
}

/** Throws `unsupported` for what can't be opened. */
export async function readMarks(bytes: Uint8Array): Promise<ReadMarks> {
  const pdf = await openPdf(bytes)
  const read: ReadMarks = { marks: [], unreadable: [], pages: [] }
  const seen = new Map<string, number>()
  const byId = new Map<string, FoundMark>()
  const byDict = new Map<PDFDict, FoundMark>()
  const replies: { dict: PDFDict; to: PDFDict }[] = []
  for (let page = 0; page < pdf.document.getPageCount(); page += 1) {
    const box = pageBox(pdf, page)
    read.pages.push(box)
    for (const { dict } of annotationsOfPage(pdf, page)) {
      if (!dict) continue
      const key = keyInFile(pdf, page, dict, seen)
      const kind = KINDS[textEntry(pdf, dict, 'Subtype') ?? '']
      if (!kind) continue
      const answered = dict.lookup(pdf.library.PDFName.of('IRT'))
      if (answered instanceof pdf.library.PDFDict) {
        replies.push({ dict, to: answered })
        continue
      }
      const target = targetOf(pdf, dict, kind, page, box)
      if (!target) {
        read.unreadable.push({ page, reason: `It has no place on page ${page + 1}.` })
        continue
      }
      const id = idOfName(textEntry(pdf, dict, 'NM'))
      const first = id === null ? undefined : byId.get(id)
      if (first) {
        first.targets.push(target)
        continue
      }
      const mark = foundMark(pdf, dict, kind, target, key)
      read.marks.push(mark)
      byDict.set(dict, mark)
      if (id !== null) byId.set(id, mark)
    }
  }
  for (const { dict, to } of replies) addReply(pdf, dict, byDict.get(to))
  return read
}

/** Left, bottom, right, top of each page. Throws `unsupported`. */
export async function readPages(bytes: Uint8Array): Promise<Rect[]> {
  const pdf = await openPdf(bytes)
  return pdf.document.getPages().map((_, page) => pageBox(pdf, page))
}

function pageBox({ document }: OpenPdf, page: number): Rect {
  const { x, y, width, height } = document.getPage(page).getMediaBox()
  return width > 0 && height > 0 ? [x, y, x + width, y + height] : [-1e6, -1e6, 1e6, 1e6]
}

function targetOf(pdf: OpenPdf, dict: PDFDict, kind: AnnotationKind, page: number, box: Rect): AnnotationTarget | null {
  const shape = shapeOf(pdf, dict, kind, box)
  const parsed = shape && Target.safeParse({ page, shape })
  return parsed && parsed.success ? parsed.data : null
}

function shapeOf(pdf: OpenPdf, dict: PDFDict, kind: AnnotationKind, box: Rect): AnnotationTarget['shape'] | null {
  if (kind === 'highlight' || kind === 'underline') {
    const quads = quadsOf(pdf, dict, box)
    return quads && { kind: 'quads', quads }
  }
  if (kind === 'ink') return pathsOf(pdf, dict)
  if (kind === 'note') {
    const [x1, y1, x2, y2] = numbersEntry(pdf, dict, 'Rect') ?? []
    if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null
    const point: [number, number] = [twoDecimals(Math.min(x1, x2)), twoDecimals(Math.max(y1, y2))]
    return point.every(Number.isFinite) ? { kind: 'point', point } : null
  }
  const rect = rectOf(pdf, dict)
  return rect && overlaps(rect, box) ? { kind: 'rect', rect } : null
}

function foundMark(pdf: OpenPdf, dict: PDFDict, kind: AnnotationKind, target: AnnotationTarget, key: string): FoundMark {
  const name = textEntry(pdf, dict, 'NM')
  const kept = privatePart(textEntry(pdf, dict, PRIVATE_KEY))
  return {
    id: idOfName(name),
    kind,
    colour: nearestColour(numbersEntry(pdf, dict, 'C')),
    comment: commentOf(pdf, dict).slice(0, MAX_COMMENT_LENGTH),
    targets: [target],
    author: textEntry(pdf, dict, 'T')?.trim() || null,
    source: { program: programOf(pdf, name), key },
    createdAtMs: exactTime(dateOf(textEntry(pdf, dict, 'CreationDate')) ?? dateOf(textEntry(pdf, dict, 'M')), kept.createdAtMs),
    modifiedAtMs: exactTime(dateOf(textEntry(pdf, dict, 'M')), kept.modifiedAtMs),
    kept,
    tags: kept.tags ?? zoteroTags(textEntry(pdf, dict, 'Zotero:Tags')),
  }
}

/** A date has whole seconds; ours is believed while no other program has changed it. */
function exactTime(dateMs: number | null, keptMs: number | undefined): number | null {
  return dateMs !== null && keptMs !== undefined && Math.floor(keptMs / 1000) * 1000 === dateMs ? keptMs : dateMs
}

function privatePart(text: string | null): FoundMark['kept'] {
  if (text === null) return {}
  try {
    const parsed = PrivatePart.safeParse(parseOutsideJson(text))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

function zoteroTags(text: string | null): string[] {
  if (text === null) return []
  try {
    const parsed = z.array(z.string()).safeParse(parseOutsideJson(text))
    return parsed.success ? parsed.data.filter((tag) => tag !== '' && tag.length <= 80).slice(0, 50) : []
  } catch {
    return []
  }
}

/** `Contents`; where that is empty, the words of the rich text, then of the popup. */
function commentOf(pdf: OpenPdf, dict: PDFDict): string {
  const plain = textEntry(pdf, dict, 'Contents') ?? ''
  if (plain.trim() !== '') return plain.replace(/\r\n?/g, '\n')
  const rich = dict.lookup(pdf.library.PDFName.of('RC'))
  const text = rich instanceof pdf.library.PDFRawStream ? pdf.library.decodePDFRawStream(rich).decode() : textEntry(pdf, dict, 'RC')
  const words = wordsOfRichText(text instanceof Uint8Array ? new TextDecoder().decode(text) : (text ?? ''))
  if (words !== '') return words
  const popup = dict.lookup(pdf.library.PDFName.of('Popup'))
  return popup instanceof pdf.library.PDFDict ? (textEntry(pdf, popup, 'Contents') ?? '').trim() : ''
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function wordsOfRichText(text: string): string {
  return text
    .replace(/<\?[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<(?:\/p|br\s*\/?|\/div|\/li)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
      if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      return ENTITIES[name?.toLowerCase() ?? ''] ?? whole
    })
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

function addReply(pdf: OpenPdf, dict: PDFDict, to: FoundMark | undefined): void {
  const words = commentOf(pdf, dict).trim()
  if (!to || words === '') return
  const author = textEntry(pdf, dict, 'T')?.trim() ?? ''
  const reply = `${author === '' ? '' : `${author}: `}${words}`.replace(/^/gm, '> ')
  to.comment = [to.comment, reply]
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, MAX_COMMENT_LENGTH)
}

const PROGRAMS: [RegExp, string][] = [
  [/^dogear/i, 'Dogear'],
  [/^zotero/i, 'Zotero'],
  [/^okular/i, 'Okular'],
  [/^pdfjs/i, 'pdf.js'],
  [/skim/i, 'Skim'],
  [/quartz/i, 'Preview'],
  [/pdf\.js/i, 'pdf.js'],
  [/acrobat|adobe/i, 'Acrobat'],
]

function programOf({ document }: OpenPdf, name: string | null): string {
  // the program that made the file need not be the one that marked it: it is believed only where the mark has no name
  const fact = name ?? producerOf(document)
  return PROGRAMS.find(([pattern]) => pattern.test(fact))?.[1] ?? 'another program'
}

function producerOf(document: OpenPdf['document']): string {
  try {
    return `${document.getCreator() ?? ''} ${document.getProducer() ?? ''}`
  } catch {
    return ''
  }
}

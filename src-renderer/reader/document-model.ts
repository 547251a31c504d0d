// Owns the text model of an open document: page by page as it is needed, measured where words are selected, all of it once in the background.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { type PageModel, pageModel } from '#domain/page-model.ts'
import type { EdgesOf } from '#domain/page-places.ts'
import { runsOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'
import { wholeText, type WholeText } from '#domain/whole-text.ts'
import { drawnGlyphs, type FontFacts } from './drawn-glyphs.ts'
import { type HitTester, hitTester } from './hit-test.ts'
import { letterEdges } from './letter-edges.ts'
import { linesOfPage, type PageText, type TextRun } from './page-lines.ts'
import { type PagesText, readPagesText, type TextOfPage } from './pages-text.ts'
import { loadPdfEngine } from './pdf-engine.ts'

const NO_WORDS = 'There are no words on this page: it is a picture, as of a scan. Areas can still be marked.'
/** Said on such a page, and where words are asked for. */
export const UNREADABLE_PAGE = 'This page is damaged and can’t be shown. The other pages can be read.'

/** Said where words are asked for and there are none. */
export function whyNoWords({ isUnreadable }: Pick<ReadPage, 'isUnreadable'>): string {
  return isUnreadable ? UNREADABLE_PAGE : NO_WORDS
}

export interface ReadPage {
  model: PageModel
  edgesOf: EdgesOf
  tester: HitTester
  /** Damaged: it counts as a page without words. */
  isUnreadable: boolean
}

export interface DocumentModel {
  readonly pages: number
  /** Measured by its glyphs; rejects when the document is closed before. */
  read(page: number): Promise<ReadPage>
  /** Null while it is not read. */
  ready(page: number): ReadPage | null
  /** The label that the file gives a page, or its number. */
  labelOf(page: number): string
  /** The text of all pages; null while it is being read, which begins with the first call. */
  whole(): WholeText | null
  /** The lines of all pages that can be read, from the same reading; none of a long book. Rejects when the document is closed before. */
  lines(): Promise<readonly PageText[]>
  /** The text of a page as it is looked for: at once, before what is read in the background. */
  sought(page: number): Promise<string>
}

/** Pages whose letters are kept; the others are read again. */
const KEPT_PAGES = 60
/** The lines of a book's thousands of pages are not kept. */
const MOST_LINED = 600
const NO_ANNOTATIONS = 0

interface AllRead {
  lines: Promise<readonly PageText[]>
  sought: PagesText['sought']
}

const models = new WeakMap<PDFDocumentProxy, DocumentModel>()

export function modelOf(pdf: PDFDocumentProxy): DocumentModel {
  const there = models.get(pdf)
  if (there) return there
  const made = createModel(pdf)
  models.set(pdf, made)
  return made
}

function createModel(pdf: PDFDocumentProxy): DocumentModel {
  const reading = new Map<number, Promise<ReadPage>>()
  const read = new Map<number, ReadPage>()
  let labels: readonly string[] | null = null
  let whole: WholeText | null = null
  let readingAll: Promise<AllRead> | null = null
  pdf.getPageLabels().then(
    (found) => (labels = found),
    () => undefined,
  )

  const readPage = (page: number): Promise<ReadPage> => {
    const there = reading.get(page)
    // the last used are kept
    if (there) reading.delete(page)
    const promise = there ?? measuredPage(pdf, page).then((made) => (read.set(page, made), made))
    if (!there) promise.catch(() => reading.delete(page))
    reading.set(page, promise)
    for (const old of reading.keys()) {
      if (reading.size <= KEPT_PAGES) break
      reading.delete(old)
      read.delete(old)
    }
    return promise
  }

  const readAll = async (): Promise<AllRead> => {
    const { pdfjs } = await loadPdfEngine()
    const lines: PageText[] = []
    const texts: string[] = []
    const { done, sought } = readPagesText(pdf, (text) => {
      texts.push(text ? pageModel(runsOf(text.content)).text : '')
      if (text && pdf.numPages <= MOST_LINED) lines.push(linedPage(text, pdfjs.normalizeUnicode))
    })
    return { sought, lines: done.then(() => ((whole = wholeText(texts)), lines)) }
  }
  const allRead = (): Promise<AllRead> => (readingAll ??= readAll())
  const allLines = async (): Promise<readonly PageText[]> => await (await allRead()).lines

  return {
    pages: pdf.numPages,
    read: readPage,
    ready: (page) => read.get(page) ?? null,
    labelOf: (page) => (labels?.[page] || String(page + 1)).slice(0, 40),
    whole: () => {
      if (!whole) allLines().catch(() => undefined)
      return whole
    },
    lines: allLines,
    sought: async (page) => await (await allRead()).sought(page),
  }
}

/** Letters that stand for several are taken apart, as `normalize` of pdf.js does. */
function linedPage({ proxy: { pageNumber, view }, content: { items } }: TextOfPage, normalize: (text: string) => string): PageText {
  const [left = 0, bottom = 0, right = 0, top = 0] = view
  const runs = items.flatMap((item): TextRun[] => ('str' in item ? [{ ...item, str: normalize(item.str) }] : []))
  return { page: pageNumber - 1, width: right - left, height: top - bottom, lines: linesOfPage(pageNumber - 1, runs) }
}

async function measuredPage(pdf: PDFDocumentProxy, index: number): Promise<ReadPage> {
  try {
    return await measured(await pdf.getPage(index + 1))
  } catch (thrown) {
    if (pdf.loadingTask.destroyed) throw thrown
    const model = pageModel([])
    const edgesOf: EdgesOf = () => null
    return { model, edgesOf, tester: hitTester(model, edgesOf), isUnreadable: true }
  }
}

async function measured(page: PDFPageProxy): Promise<ReadPage> {
  const runs = runsOf(await page.getTextContent(TEXT_CONTENT_OPTIONS))
  const model = pageModel(runs)
  const { pdfjs } = await loadPdfEngine()
  const fontOf = (name: string): FontFacts | undefined => (page.commonObjs.has(name) ? (page.commonObjs.get(name) as FontFacts) : undefined)
  // a page that can't be drawn still has words, whose letters then share the width of their run
  const edges = await page.getOperatorList({ annotationMode: NO_ANNOTATIONS }).then(
    (operators) => letterEdges(runs, drawnGlyphs(operators, pdfjs.OPS, fontOf)),
    () => [],
  )
  const edgesOf: EdgesOf = (run) => edges[run] ?? null
  return { model, edgesOf, tester: hitTester(model, edgesOf), isUnreadable: false }
}

// Owns the text model of an open document: page by page as it is needed, measured where words are selected, whole in the background.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type PageModel, pageModel } from '#domain/page-model.ts'
import type { EdgesOf } from '#domain/page-places.ts'
import { runsOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'
import { wholeText, type WholeText } from '#domain/whole-text.ts'
import { drawnGlyphs, type FontFacts } from './drawn-glyphs.ts'
import { type HitTester, hitTester } from './hit-test.ts'
import { letterEdges } from './letter-edges.ts'
import { pagesAtRest } from './page-rest.ts'
import { loadPdfEngine } from './pdf-engine.ts'

/** Said where words are asked for and there are none. */
export const NO_WORDS = 'There are no words on this page: it is a picture, as of a scan. Areas can still be marked.'

export interface ReadPage {
  model: PageModel
  edgesOf: EdgesOf
  tester: HitTester
}

export interface DocumentModel {
  readonly pages: number
  /** Measured by its glyphs; rejects when the page can't be read. */
  read(page: number): Promise<ReadPage>
  /** Null while it is not read. */
  ready(page: number): ReadPage | null
  /** The label that the file gives a page, or its number. */
  labelOf(page: number): string
  /** The text of all pages; null while it is being read, which begins with the first call. */
  whole(): WholeText | null
  wholeRead(): Promise<WholeText>
}

/** Pages whose letters are kept; the others are read again. */
const KEPT_PAGES = 60
/** Pages of the background's reading between two pauses. */
const AT_ONCE = 4
const NO_ANNOTATIONS = 0

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
  let wholeReading: Promise<WholeText> | null = null
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

  const readWhole = async (): Promise<WholeText> => {
    const texts: string[] = []
    for (let page = 0; page < pdf.numPages; page += 1) {
      await pagesAtRest()
      texts.push(read.get(page)?.model.text ?? (await textOf(pdf, page)))
      if (page % AT_ONCE === AT_ONCE - 1) await pause()
    }
    whole = wholeText(texts)
    return whole
  }
  const wholeRead = (): Promise<WholeText> => {
    wholeReading ??= readWhole()
    // it is asked for again when it is needed
    wholeReading.catch(() => (wholeReading = null))
    return wholeReading
  }

  return {
    pages: pdf.numPages,
    read: readPage,
    ready: (page) => read.get(page) ?? null,
    labelOf: (page) => (labels?.[page] || String(page + 1)).slice(0, 40),
    whole: () => {
      if (!whole) wholeRead().catch(() => undefined)
      return whole
    },
    wholeRead,
  }
}

async function textOf(pdf: PDFDocumentProxy, page: number): Promise<string> {
  const content = await (await pdf.getPage(page + 1)).getTextContent(TEXT_CONTENT_OPTIONS)
  return pageModel(runsOf(content)).text
}

async function measuredPage(pdf: PDFDocumentProxy, index: number): Promise<ReadPage> {
  const page = await pdf.getPage(index + 1)
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
  return { model, edgesOf, tester: hitTester(model, edgesOf) }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

// Owns the one wrapper around pdf.js's viewer: a document in a container, its pages, points of pages, jumps and find.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { EventBus, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'
import { UNREADABLE_PAGE } from './document-model.ts'
import { AS_STORED } from './drawn-marks.ts'
import { dropFarPages, keepFewPages, leaveEmpty, tellDamage } from './drawn-page.ts'
import { type Finding, findingIn } from './finding.ts'
import { placeLinksAtRest } from './links-in-words.ts'
import { notePagesBusy } from './page-rest.ts'
import type { PdfEngine } from './pdf-engine.ts'
import { NoPagesError } from './pdf-failure.ts'
import { releasedDocument } from './released-document.ts'
import { type Drawing, watchSlowPages } from './slow-pages.ts'
import type { StoredWords } from './stored-words.ts'

/** A point of a page in PDF user space (1/72 inch, origin at the lower left); `page` is the index from 0. */
export interface PdfPoint {
  page: number
  x: number
  y: number
}

/** Where the top left corner of what is shown stands, to the line. */
export interface PdfSpot extends PdfPoint {
  /** A factor, or one of pdf.js's words: `page-width`, `page-fit`, `auto`. */
  zoom: string
  rotation: number
}

/** What is used of pdf.js's view of one page. */
export interface PdfPageView {
  /** Page number from 1. */
  readonly id: number
  readonly div: HTMLDivElement
  readonly scale: number
  readonly viewport: {
    readonly width: number
    readonly height: number
    /** Pixels a point; a view's own `scale` is that of the zoom. */
    readonly scale: number
    readonly rotation: number
    readonly rawDims: { pageWidth: number; pageHeight: number; pageX: number; pageY: number }
    convertToPdfPoint(x: number, y: number): number[]
    convertToViewportPoint(x: number, y: number): number[]
  }
  readonly renderingState: number
}

export interface PdfView {
  readonly pdf: PDFDocumentProxy
  readonly viewer: PDFViewer
  readonly eventBus: EventBus
  readonly container: HTMLDivElement
  /** By index from 0; undefined beyond the last. */
  pageView(page: number): PdfPageView | undefined
  /** Pages that are drawn now, and each one again after it was drawn; returns how to stop. */
  onPageRendered(listener: (page: number, view: PdfPageView) => void): () => void
  /** An element over the whole page, above its text, that goes and comes with it; marks are drawn into it. */
  overlay(page: number): HTMLDivElement | undefined
  /** The point of a page under a point of the window; null beside every page. */
  pointAt(clientX: number, clientY: number): PdfPoint | null
  scrollToPoint(point: PdfPoint): void
  spot(): PdfSpot
  onMoved(listener: (spot: PdfSpot) => void): () => void
  goTo(spot: PdfPoint & Partial<PdfSpot>): void
  /** Remembers where it is, then goes: `back` returns here. */
  jump(go: () => void | Promise<void>): void
  /** Where it has gone to; null where there is nothing before. */
  back(): PdfSpot | null
  forward(): PdfSpot | null
  /** A link's destination: a name or an explicit one. */
  goToDestination(destination: string | unknown[]): void
  /** As the file calls the page, `iv`; its number where it has no names. */
  pageLabel(page: number): string
  /** From 0; null for a name or a number that no page has. */
  pageNamed(label: string): number | null
  /** Told with the page (from 0) that takes long to draw, and with null when it is done. */
  onSlowPage(listener: (page: number | null) => void): () => void
  readonly find: Finding['find']
  readonly onFound: Finding['onFound']
  /** Drawn pages that are out of sight are let go of; they are drawn again when they come near. */
  dropFarPages(): void
  destroy(): void
}

/** 16 million pixels a canvas: 64 MB, sharp at 300 % on a usual screen; above it the part in view is drawn on its own. */
const MOST_CANVAS_PIXELS = 2 ** 24
const DISABLED = -1
const MOST_JUMPS = 100
const LONGEST_LABEL = 40

interface Location {
  pageNumber: number
  left: number
  top: number
}

export interface PdfViewOptions {
  container: HTMLDivElement
  pdf: PDFDocumentProxy
  onOutsideLink: (url: string) => void
  /** Pages (from 0) whose drawing was stopped: they stay empty. */
  stopped?: ReadonlySet<number>
  onDrawAgain?: (page: number) => void
  /** Words that are known without the worker. */
  stored?: StoredWords
  /** Before the pages are there: they are not wanted any more. */
  signal: AbortSignal
}

/** Rejects with `NoPagesError`, or with the signal's reason. */
export async function createPdfView(
  { web }: PdfEngine,
  { container, pdf, onOutsideLink, stopped, onDrawAgain, stored, signal }: PdfViewOptions,
): Promise<PdfView> {
  const abort = new AbortController()
  const eventBus = new web.EventBus()
  const past: PdfSpot[] = []
  const future: PdfSpot[] = []
  let location: Location = { pageNumber: 1, left: 0, top: 0 }

  const jump = (go: () => void | Promise<void>): void => {
    past.push(spot())
    if (past.length > MOST_JUMPS) past.shift()
    future.length = 0
    void go()
  }

  class LinkService extends web.PDFLinkService {
    override goToDestination(destination: string | unknown[]): Promise<void> {
      jump(() => super.goToDestination(destination))
      return Promise.resolve()
    }
  }

  const linkService = new LinkService({ eventBus, ignoreDestinationZoom: true })
  const finding = findingIn(pdf, { web, eventBus, linkService, stored })
  const viewer = new web.PDFViewer({
    container,
    eventBus,
    linkService,
    findController: finding.controller,
    annotationMode: AS_STORED,
    imageResourcesPath: new URL('/pdfjs/images/', document.baseURI).href,
    annotationEditorMode: DISABLED,
    maxCanvasPixels: MOST_CANVAS_PIXELS,
    removePageBorders: true,
    enableAutoLinking: true,
    // words are selected by our own means; it would ask for the selection, and so for the layout of all words, with each page
    enableSelectionRendering: false,
  })
  linkService.setViewer(viewer)

  const on = <Event>(name: string, listener: (event: Event) => void): (() => void) => {
    eventBus.on(name, listener)
    return () => eventBus.off(name, listener)
  }

  const pageView = (page: number): PdfPageView | undefined =>
    page >= 0 && page < viewer.pagesCount ? (viewer.getPageView(page) as PdfPageView | undefined) : undefined

  function spot(): PdfSpot {
    const { pageNumber, left, top } = location
    return {
      page: Math.max(0, pageNumber - 1),
      x: left,
      y: top,
      zoom: viewer.currentScaleValue === '' ? 'auto' : viewer.currentScaleValue,
      rotation: viewer.pagesRotation,
    }
  }

  const goTo = (to: PdfPoint & Partial<PdfSpot>): void => {
    if (to.rotation !== undefined && to.rotation !== viewer.pagesRotation) viewer.pagesRotation = to.rotation
    if (to.zoom !== undefined && to.zoom !== viewer.currentScaleValue) viewer.currentScaleValue = to.zoom
    const pageNumber = Math.min(viewer.pagesCount, Math.max(1, to.page + 1))
    viewer.scrollPageIntoView({ pageNumber, destArray: [null, { name: 'XYZ' }, to.x, to.y, null], allowNegativeOffset: true })
  }

  const travel = (from: PdfSpot[], into: PdfSpot[]): PdfSpot | null => {
    const to = from.pop()
    if (!to) return null
    into.push(spot())
    goTo(to)
    return to
  }

  // a link to elsewhere is never followed by the page itself, whichever button pressed it
  const onClick = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !container.contains(link)) return
    const url = link.getAttribute('href') ?? ''
    if (url === '' || url.startsWith('#') || link.href.split('#')[0] === document.location.href.split('#')[0]) {
      if (event.type === 'auxclick') event.preventDefault()
      return
    }
    event.preventDefault()
    event.stopPropagation()
    onOutsideLink(url)
  }
  container.addEventListener('click', onClick, { capture: true, signal: abort.signal })
  container.addEventListener('auxclick', onClick, { capture: true, signal: abort.signal })

  // a zoom that is a word fits the container, also after a pane beside it opened or the window grew
  const sizeNow = (): string => `${container.clientWidth} ${container.clientHeight}`
  // not the one that is told first: a pane may have opened by then
  let size = sizeNow()
  const resized = new ResizeObserver(() => {
    const { currentScaleValue } = viewer
    const before = size
    size = sizeNow()
    if (before === size) return
    if (viewer.pagesCount === 0 || !['auto', 'page-width', 'page-fit'].includes(currentScaleValue)) return
    const stays = spot()
    viewer.currentScaleValue = currentScaleValue
    goTo(stays)
  })
  resized.observe(container)
  const pageUsed = keepFewPages(viewer, web.RenderingStates.INITIAL, web.RenderingStates.RUNNING, abort.signal)
  on<{ location: Location }>('updateviewarea', (event) => {
    location = event.location
    pageUsed(location.pageNumber)
  })
  on<{ pageNumber: number }>('pagerendered', ({ pageNumber }) => pageUsed(pageNumber))
  for (const name of ['pagerender', 'pagerendered', 'updateviewarea']) on(name, notePagesBusy)
  on<{ pageNumber: number; error: unknown }>('pagerendered', ({ pageNumber, error }) => {
    const view = error ? pageView(pageNumber - 1) : undefined
    if (view) tellDamage(view)
  })
  const destroy = (): void => {
    abort.abort()
    resized.disconnect()
    linkService.setDocument(null)
    viewer.setDocument(null)
    viewer.cleanup()
  }
  const started = new Promise<void>((resolve, reject) => {
    on('pagesinit', () => resolve())
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: abort.signal })
  })
  notePagesBusy()
  // nothing is drawn before it is known how large and where
  viewer.defaultRenderingQueue = false
  const leftEmpty = (page: number, sentence: string, drawAgain?: () => void): void => {
    const view = viewer.getPageView(page)
    if (view) leaveEmpty(view, web.RenderingStates.FINISHED, sentence, drawAgain)
  }
  const unreadable = new Set<number>()
  const tellUnreadable = (number: number): void => {
    unreadable.add(number - 1)
    leftEmpty(number - 1, UNREADABLE_PAGE)
  }
  viewer.setDocument(releasedDocument(pdf, abort.signal, tellUnreadable))
  linkService.setDocument(pdf, null)
  try {
    signal.throwIfAborted()
    await Promise.race([started, viewer.pagesPromise])
  } catch (thrown) {
    destroy()
    signal.throwIfAborted()
    throw new NoPagesError('No page can be read.', { cause: thrown })
  }
  for (const page of unreadable) leftEmpty(page, UNREADABLE_PAGE)
  viewer.defaultRenderingQueue = true
  for (let page = 0; page < viewer.pagesCount; page++) {
    const view = pageView(page)
    if (!view) continue
    // hundreds of pages are no landmarks, and two halves have the same ones
    view.div.setAttribute('role', 'group')
    placeLinksAtRest(view)
  }
  for (const page of stopped ?? []) leftEmpty(page, 'Drawing this page took too long and was stopped.', () => onDrawAgain?.(page))
  void pdf
    .getPageLabels()
    .then((labels) => viewer.setPageLabels(labels?.map((label) => label.slice(0, LONGEST_LABEL)) ?? null))
    .catch(() => undefined)

  return {
    pdf,
    viewer,
    eventBus,
    container,
    pageView,
    onPageRendered: (listener) => {
      for (let page = 0; page < viewer.pagesCount; page++) {
        const view = pageView(page)
        if (view?.renderingState === web.RenderingStates.FINISHED) listener(page, view)
      }
      return on<{ pageNumber: number }>('pagerendered', ({ pageNumber }) => {
        const view = pageView(pageNumber - 1)
        if (view) listener(pageNumber - 1, view)
      })
    },
    overlay: (page) => {
      const view = pageView(page)
      return view && overlayOf(view.div)
    },
    pointAt: (clientX, clientY) => {
      for (const element of document.elementsFromPoint(clientX, clientY)) {
        const div = element.closest<HTMLElement>('.page')
        if (!div || !container.contains(div)) continue
        const page = Number(div.dataset['pageNumber']) - 1
        const view = pageView(page)
        if (!view) continue
        const box = div.getBoundingClientRect()
        const [x = 0, y = 0] = view.viewport.convertToPdfPoint(clientX - box.left - div.clientLeft, clientY - box.top - div.clientTop)
        return { page, x, y }
      }
      return null
    },
    scrollToPoint: (point) => goTo(point),
    spot,
    onMoved: (listener) => on('updateviewarea', () => listener(spot())),
    goTo,
    jump,
    back: () => travel(past, future),
    forward: () => travel(future, past),
    goToDestination: (destination) => void linkService.goToDestination(destination),
    pageLabel: (page) => (viewer.getPageView(page) as { pageLabel?: string | null } | undefined)?.pageLabel ?? String(page + 1),
    pageNamed: (label) => {
      const named = viewer.pageLabelToPageNumber(label)
      const number = named ?? (/^\d+$/.test(label) ? Number(label) : 0)
      return number >= 1 && number <= viewer.pagesCount ? number - 1 : null
    },
    onSlowPage: (listener) => {
      const { RUNNING, PAUSED } = web.RenderingStates
      const drawingOf = (page: number): Drawing => {
        const state = pageView(page)?.renderingState
        return state === RUNNING ? 'under way' : state === PAUSED ? 'waiting' : 'no'
      }
      const slow = watchSlowPages(drawingOf, listener)
      for (let page = 0; page < viewer.pagesCount; page++) if (drawingOf(page) !== 'no') slow.began(page)
      const stops = [
        on<{ pageNumber: number }>('pagerender', ({ pageNumber }) => slow.began(pageNumber - 1)),
        on<{ pageNumber: number }>('pagerendered', ({ pageNumber }) => slow.ended(pageNumber - 1)),
      ]
      return () => {
        slow.stop()
        for (const stop of stops) stop()
      }
    },
    find: finding.find,
    onFound: finding.onFound,
    dropFarPages: () => dropFarPages(viewer, web.RenderingStates.INITIAL),
    destroy,
  }
}

/** pdf.js empties a page's element but for the layers it knows, so the overlay is put back when it is asked for. */
function overlayOf(div: HTMLDivElement): HTMLDivElement {
  const there = div.querySelector<HTMLDivElement>(':scope > [data-overlay]')
  if (there) return there
  const made = document.createElement('div')
  made.dataset['overlay'] = ''
  div.append(made)
  return made
}

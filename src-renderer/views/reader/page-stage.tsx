// Owns one half of an open paper: its pages in a container, with marks, links and notices, and whether keys act on it.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Reading, ReadingLayout } from '#contract/reading.ts'
import type { FileHash } from '#domain/annotation.ts'
import { pickMarks } from '#renderer/actions/marking-tools.ts'
import { showCard } from '#renderer/actions/reader-leads.ts'
import { shownView, showingView } from '#renderer/actions/reader.ts'
import { showDrawnMarks } from '#renderer/reader/drawn-marks.ts'
import { keepPictures } from '#renderer/reader/kept-pictures.ts'
import { watchLeads } from '#renderer/reader/leads-layer.ts'
import type { PaperIndex } from '#renderer/reader/paper-index.ts'
import type { PdfEngine } from '#renderer/reader/pdf-engine.ts'
import { NoPagesError } from '#renderer/reader/pdf-failure.ts'
import { createPdfView, type PdfSpot, type PdfView } from '#renderer/reader/pdf-view.ts'
import { type KeptReading, keepReading, placeOf } from '#renderer/reader/reading-place.ts'
import { layoutOf, takeLayout } from '#renderer/reader/page-layout.ts'
import { storedWords } from '#renderer/reader/stored-words.ts'
import { useReader } from '#renderer/state/reader.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { LinkNotice } from './link-notice.tsx'
import { drawMarks } from './mark-overlay.ts'
import style from './reader.module.css'
import { SlowPage } from './slow-page.tsx'
import { TextTools } from './text-tools.tsx'

export interface OpenPaper {
  engine: PdfEngine
  pdf: PDFDocumentProxy
  /** Null for one that was never read. */
  reading: Reading | null
}

interface PageStageProps {
  name: string
  hash: FileHash
  paper: OpenPaper
  index: PaperIndex | null
  isShown: boolean
  /** The half that comes and goes: it begins where it was, else where the first one is; the first one keeps its place. */
  isSecond?: boolean
  stopped: ReadonlySet<number>
  onStop(page: number): void
  onDrawAgain(page: number): void
  /** None of its pages can be read. */
  onFailed(thrown: NoPagesError): void
}

export function PageStage({ name, hash, paper, index, isShown, isSecond = false, stopped, onStop, onDrawAgain, onFailed }: PageStageProps) {
  const container = useRef<HTMLDivElement>(null)
  const kept = useRef<KeptReading | null>(null)
  // what is shown of this paper, also while another one is: the window itself only knows of the one in view
  const known = useRef<Pick<Reading, 'secondsRead' | 'furthestPage'> & Pick<ReadingLayout, 'pane'>>({
    pane: 'none',
    secondsRead: paper.reading?.secondsRead ?? 0,
    furthestPage: paper.reading?.furthestPage ?? 0,
  })
  // whether keys act on this half while the paper is shown: on the second from when it is asked for, not from when it is there again
  const hasKeys = useRef(!isSecond || useReader.getState().split.get(hash) === null)
  const [view, setView] = useState<PdfView | null>(null)
  const [link, setLink] = useState<string | null>(null)

  const failed = useEffectEvent(onFailed)
  const open = useEffectEvent(async (element: HTMLDivElement, signal: AbortSignal): Promise<(() => void)[]> => {
    const { engine, pdf, reading } = paper
    const stored = storedWords({ hash, pages: pdf.numPages, readBy: engine.pdfjs.version })
    const made = await createPdfView(engine, { container: element, pdf, onOutsideLink: setLink, stopped, onDrawAgain, stored, signal })
    if (signal.aborted) return [() => made.destroy()]
    if (reading) takeLayout(made.viewer, reading.layout)
    const spot = isSecond ? (useReader.getState().split.get(hash) ?? shownView()?.spot()) : reading?.place
    if (spot) made.goTo(spot)
    else made.viewer.currentScaleValue = 'page-width'
    setView(made)
    const stops = [keepPictures(made), () => made.destroy()]
    if (isSecond) return [made.onMoved((moved) => keepSecond(hash, moved)), ...stops]
    if (reading?.layout.second) keepSecond(hash, reading.layout.second, true)
    known.current.pane = reading?.layout.pane ?? 'none'
    if (isShown && reading?.layout.note) useReader.setState({ noteOpen: true })
    kept.current = keepReading(hash, made, {
      layout: () => {
        const { split, noteOpen } = useReader.getState()
        return layoutOf(made.viewer, { pane: known.current.pane, second: split.get(hash) ?? null, note: noteOpen })
      },
      saved: (seconds, page) => {
        known.current.secondsRead += seconds
        known.current.furthestPage = Math.max(known.current.furthestPage, page)
        if (useReader.getState().file?.hash === hash) tellHowFar(known.current)
      },
    })
    return [() => kept.current?.stop(), ...stops]
  })
  useEffect(() => {
    const gone = new AbortController()
    const closing = container.current ? open(container.current, gone.signal) : Promise.resolve([])
    closing.catch((thrown: unknown) => {
      if (gone.signal.aborted) return
      if (thrown instanceof NoPagesError) failed(thrown)
      else reportFailure(thrown)
    })
    return () => {
      gone.abort()
      void closing.then(
        (stops) => stops.forEach((stop) => stop()),
        () => undefined,
      )
    }
  }, [])

  useEffect(() => {
    if (!isShown) view?.dropFarPages()
  }, [isShown, view])
  const isTaken = useReader(({ taken }) => taken.has(hash))
  useEffect(() => {
    if (view) showDrawnMarks(view, !isTaken).catch(() => undefined)
  }, [isTaken, view])
  useEffect(() => {
    if (!isShown || !view) return
    const tell = (): void => {
      if (shownView() !== view) return
      const { page } = view.spot()
      useReader.setState({ pages: view.pdf.numPages, page: page + 1, pageLabel: view.pageLabel(page) })
    }
    const take = (): void => {
      if (shownView() !== view) showingView(view)
      tell()
    }
    if (hasKeys.current) {
      take()
      view.container.focus({ preventScroll: true })
    }
    view.container.addEventListener('focusin', take)
    const stopMoved = view.onMoved(tell)
    return () => {
      stopMoved()
      view.container.removeEventListener('focusin', take)
      hasKeys.current = shownView() === view
      if (!hasKeys.current) return
      showingView(null)
      // the other half goes on
      if (isSecond)
        queueMicrotask(() =>
          document.querySelector<HTMLElement>('[data-document]:not([inert]) [data-links]')?.focus({ preventScroll: true }),
        )
    }
  }, [isShown, view, isSecond])
  useEffect(() => {
    if (!isShown || !view || isSecond) return
    if (useReader.getState().file?.hash === hash) {
      tellHowFar(known.current)
      const { pane } = known.current
      if (pane === 'outline' || pane === 'thumbnails') useReader.setState({ pane })
    }
    kept.current?.resume()
    return useReader.subscribe(({ file, pane, noteOpen, split }, before) => {
      if (file?.hash !== hash) return
      const isSame = pane === before.pane && noteOpen === before.noteOpen && split.get(hash) === before.split.get(hash)
      if (isSame) return
      known.current.pane = pane
      kept.current?.changed()
    })
  }, [isShown, view, isSecond, hash])

  return (
    <div className={style.half}>
      <div ref={container} className={style.container} tabIndex={0} data-keys="scroll" data-links role="region" aria-label={name}>
        <div className="pdfViewer" />
      </div>
      {link !== null && (
        <LinkNotice
          address={link}
          onDone={() => {
            setLink(null)
            container.current?.focus()
          }}
        />
      )}
      {view && isShown && <SlowPage view={view} onStop={onStop} />}
      {view && isShown && <Leads view={view} index={index} />}
      {view && isShown && <Marks view={view} />}
      {view && isShown && <TextTools view={view} />}
    </div>
  )
}

function tellHowFar({ secondsRead, furthestPage }: Pick<Reading, 'secondsRead' | 'furthestPage'>): void {
  useReader.setState({ secondsRead, furthestPage })
}

/** Where the second half is, as long as there is one. */
function keepSecond(hash: FileHash, spot: PdfSpot, isFirst = false): void {
  const { split } = useReader.getState()
  if (isFirst || split.has(hash)) useReader.setState({ split: new Map(split).set(hash, placeOf(spot)) })
}

/** Finds what words and links lead to. */
function Leads({ view, index }: { view: PdfView; index: PaperIndex | null }) {
  useEffect(() => {
    const watched = watchLeads({ view, index, show: showCard })
    return () => watched.stop()
  }, [view, index])
  return null
}

/** Draws marks on the pages that are there, and again whenever a page is drawn or a mark changes. */
function Marks({ view }: { view: PdfView }) {
  const annotations = useReader((reader) => reader.annotations)
  const selected = useReader((reader) => reader.selected)
  useEffect(() => pickMarks(view), [view])
  useEffect(() => view.onPageRendered((page) => drawMarks(view, page, annotations, selected)), [view, annotations, selected])
  return null
}

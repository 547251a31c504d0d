// Owns the pages as small pictures beside the pages; only those in view are drawn.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { drawPart } from '#renderer/reader/page-part.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import { useReader } from '#renderer/state/reader.ts'
import { walkLines } from '../pieces/walk-lines.ts'
import style from './thumbnails.module.css'

const WIDTH = 132
const USUAL_HEIGHT = 200

export function ThumbnailPane({ view }: { view: PdfView | null }) {
  const page = useReader((reader) => reader.page)
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: view?.pdf.numPages ?? 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 2,
  })
  const reveal = useEffectEvent(() => rows.scrollToIndex(page - 1, { align: 'auto' }))
  useEffect(() => reveal(), [page, view])
  return (
    <nav
      className={style.pane}
      aria-label="Pages as pictures"
      ref={scroll}
      tabIndex={0}
      data-keys="scroll"
      data-pane="pages"
      onKeyDown={walkLines}
    >
      <ol style={{ height: rows.getTotalSize() }}>
        {view &&
          rows.getVirtualItems().map(({ index, start }) => (
            <li key={index} ref={rows.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
              <button
                type="button"
                className={style.page}
                aria-label={`Page ${view.pageLabel(index)}`}
                aria-current={index + 1 === page ? 'page' : undefined}
                onClick={() => {
                  view.jump(() => {
                    view.viewer.currentPageNumber = index + 1
                  })
                  view.container.focus({ preventScroll: true })
                }}
              >
                <Thumbnail view={view} page={index} />
                <span>{view.pageLabel(index)}</span>
              </button>
            </li>
          ))}
      </ol>
    </nav>
  )
}

function Thumbnail({ view, page }: { view: PdfView; page: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [shape, setShape] = useState<number | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    const draw = async (): Promise<void> => {
      const proxy = await view.pdf.getPage(page + 1)
      gone.signal.throwIfAborted()
      const { width, height } = proxy.getViewport({ scale: 1 })
      setShape(width / height)
      const [left = 0, bottom = 0, right = 0, top = 0] = proxy.view
      const scale = (WIDTH * Math.min(2, devicePixelRatio)) / Math.max(1, width)
      if (canvas.current) await drawPart(view.pdf, { page, rect: [left, bottom, right, top], scale }, canvas.current, gone.signal)
    }
    // a page that can't be drawn is an empty sheet here
    draw().catch(() => undefined)
    return () => gone.abort()
  }, [view, page])
  return (
    <span className={style.sheet} data-page-part style={{ aspectRatio: String(shape ?? 0.77) }}>
      <canvas ref={canvas} aria-hidden="true" />
    </span>
  )
}

// Owns the outline beside the pages: its lines lead to their places, and the one that is read is told apart.
import { useEffect, useRef, useState } from 'react'
import { lineAt, outlineOf, type OutlineLine, placesOf } from '#renderer/reader/outline.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import style from './outline.module.css'
import { walkLines } from '../pieces/walk-lines.ts'

export function OutlinePane({ view }: { view: PdfView | null }) {
  const [found, setFound] = useState<{ view: PdfView; lines: OutlineLine[] } | null>(null)
  useEffect(() => {
    let gone = false
    const show = (lines: OutlineLine[]): void => {
      if (!gone && view) setFound({ view, lines })
    }
    if (view) outlineOf(view.pdf).then(show, () => show([]))
    return () => {
      gone = true
    }
  }, [view])
  // those of the paper before lead nowhere in this one
  const lines = found && found.view === view ? found.lines : null
  const current = useCurrentLine(view, lines)
  const shown = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    shown.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <nav className={style.pane} aria-label="Outline" tabIndex={0} data-keys="scroll" data-pane="pages" onKeyDown={walkLines}>
      {lines?.length === 0 && <p className={style.empty}>This paper has no outline. Find its sections with the find bar.</p>}
      {lines?.map(({ title, depth, destination }, index) => (
        <button
          // lines have no name of their own and never move
          key={index}
          type="button"
          className={style.line}
          style={{ paddingInlineStart: `${8 + Math.min(depth, 6) * 12}px` }}
          ref={index === current ? shown : null}
          aria-current={index === current ? 'location' : undefined}
          disabled={destination === null}
          onClick={() => {
            if (!view || destination === null) return
            view.goToDestination(destination)
            view.container.focus()
          }}
        >
          {title}
        </button>
      ))}
    </nav>
  )
}

/** A heading counts from where it stands in the upper third of what is shown. */
const READ_AT = 1 / 3

/** -1 before the first section, and until it is known where the lines lead. */
function useCurrentLine(view: PdfView | null, lines: readonly OutlineLine[] | null): number {
  const [current, setCurrent] = useState(-1)
  useEffect(() => {
    if (!view || !lines) return undefined
    let stop = (): void => undefined
    let gone = false
    const follow = async (): Promise<void> => {
      const places = await placesOf(view.pdf, lines)
      if (gone) return
      const tell = (): void => {
        const box = view.container.getBoundingClientRect()
        const { page, y } = view.pointAt(box.left + box.width / 2, box.top + box.height * READ_AT) ?? view.spot()
        setCurrent(lineAt(places, page, y))
      }
      tell()
      stop = view.onMoved(tell)
    }
    // one whose lines can't be followed has no current one
    follow().catch(() => undefined)
    return () => {
      gone = true
      stop()
    }
  }, [view, lines])
  return current
}

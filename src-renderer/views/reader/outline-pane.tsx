// Owns the outline beside the pages: its lines lead to their places.
import { useEffect, useState } from 'react'
import type { OutlineLine } from '#renderer/reader/outline.ts'
import { outlineOf } from '#renderer/reader/outline.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import style from './outline.module.css'
import { walkLines } from '../pieces/walk-lines.ts'

export function OutlinePane({ view }: { view: PdfView | null }) {
  const [lines, setLines] = useState<OutlineLine[] | null>(null)
  useEffect(() => {
    let gone = false
    const show = (found: OutlineLine[]): void => {
      if (!gone) setLines(found)
    }
    if (view) outlineOf(view.pdf).then(show, () => show([]))
    return () => {
      gone = true
    }
  }, [view])
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

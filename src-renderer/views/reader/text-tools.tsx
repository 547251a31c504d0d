// Owns what words of the shown pages can be done with: selected by pointer or caret, drawn, copied.
import { type ReactNode, useEffect } from 'react'
import { moveCaretIntoView } from '#renderer/actions/caret.ts'
import { adjustEnds } from '#renderer/actions/mark-ends.ts'
import { modelOf } from '#renderer/reader/document-model.ts'
import { pagesAtRest } from '#renderer/reader/page-rest.ts'
import { pagesToRead } from '#renderer/reader/range-text.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import { selectByPointer } from '#renderer/reader/pointer-selection.ts'
import { useReader } from '#renderer/state/reader.ts'
import { rangeBetween, useTextSelection } from '#renderer/state/text-selection.ts'
import { drawSelection } from './selection-overlay.ts'

const REST_MS = 400

export function TextTools({ view }: { view: PdfView }): ReactNode {
  const on = useTextSelection((selection) => selection.view)
  const anchor = useTextSelection((selection) => selection.anchor)
  const focus = useTextSelection((selection) => selection.focus)
  const isCaret = useTextSelection((selection) => selection.isCaret)
  const isDragged = useTextSelection((selection) => selection.isDragged)

  useEffect(() => selectByPointer(view, () => useReader.getState().tool === null), [view])
  useEffect(() => adjustEnds(view), [view])

  useEffect(() => {
    const document = modelOf(view.pdf)
    // what is looked at is selected next
    const read = (): void =>
      void pagesAtRest()
        .then(() => document.read(view.spot().page))
        .catch(() => undefined)
    let rest = setTimeout(read, REST_MS)
    const stop = view.onMoved(() => {
      clearTimeout(rest)
      rest = setTimeout(read, REST_MS)
    })
    return () => {
      clearTimeout(rest)
      stop()
    }
  }, [view])

  useEffect(() => {
    const range = on === view && anchor && focus ? rangeBetween(anchor, focus) : null
    const shown = { range, caret: on === view && isCaret ? focus : null }
    const draw = (page: number): void => drawSelection(view, page, shown)
    const missing = range && pagesToRead(modelOf(view.pdf), range)
    let stop = view.onPageRendered(draw)
    let isGone = false
    void missing?.then(() => {
      if (isGone) return
      stop()
      stop = view.onPageRendered(draw)
    })
    return () => {
      isGone = true
      stop()
    }
  }, [view, on, anchor, focus, isCaret])

  useEffect(() => {
    if (on === view && isCaret && focus && !isDragged) moveCaretIntoView(view, focus)
  }, [view, on, isCaret, focus, isDragged])

  return null
}

// Owns dragging an end of the selected mark to other words.
import { modelOf } from '../reader/document-model.ts'
import type { PdfView } from '../reader/pdf-view.ts'
import { selectionSettled, startDrag } from '../reader/pointer-selection.ts'
import { rangeOfMark } from '../reader/range-of.ts'
import { useReader } from '../state/reader.ts'
import { dropSelection, selectedRange } from '../state/text-selection.ts'
import { reportFailure } from '../state/toasts.ts'
import { putOnWords } from './marking.ts'

/** The handles of the selected mark follow the pointer until the returned function is called. */
export function adjustEnds(view: PdfView): () => void {
  const abort = new AbortController()
  const onDown = (event: MouseEvent): void => {
    const handle = event.target instanceof Element ? event.target.closest<SVGElement>('[data-handle]') : null
    if (event.button !== 0 || !handle) return
    event.preventDefault()
    event.stopPropagation()
    follow(view, event, handle.dataset['handle'] === 'start').catch(reportFailure)
  }
  view.container.addEventListener('mousedown', onDown, { capture: true, signal: abort.signal })
  return () => abort.abort()
}

async function follow(view: PdfView, event: MouseEvent, isStart: boolean): Promise<void> {
  const { annotations, selected } = useReader.getState()
  const mark = annotations.find(({ id }) => id === selected)
  const gone = new AbortController()
  window.addEventListener('pointerup', () => gone.abort(), { once: true, signal: gone.signal })
  const range = mark && (await rangeOfMark(modelOf(view.pdf), mark))
  // let go before its page was read: nothing was moved
  if (!range || gone.signal.aborted) return
  gone.abort()
  startDrag(view, event, {
    anchor: isStart ? range.to : range.from,
    unit: 'letter',
    onEnd: () => {
      selectionSettled()
        .then(() => putOnWords(selectedRange()))
        .then(dropSelection)
        .catch(reportFailure)
    },
  })
}

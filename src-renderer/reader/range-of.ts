// Owns finding the range of words that something else stands on: a mark's quads, or a selection of the browser's own.
import type { Annotation } from '#domain/annotation.ts'
import type { TextPlace } from '#domain/whole-text.ts'
import { rangeBetween, type TextRange } from '../state/text-selection.ts'
import { type DocumentModel, modelOf, type ReadPage } from './document-model.ts'
import type { PdfView } from './pdf-view.ts'

/** How far inside a quad its first and last letters are looked for, in points. */
const INSIDE = 0.3

/** Null for a mark that stands on no words, or where its pages can't be read. */
export async function rangeOfMark(
  document: DocumentModel,
  { kind, targets }: Pick<Annotation, 'kind' | 'targets'>,
): Promise<TextRange | null> {
  if (kind !== 'highlight' && kind !== 'underline') return null
  const [first, last] = [targets[0], targets.at(-1)]
  if (first?.shape.kind !== 'quads' || last?.shape.kind !== 'quads') return null
  const [head, tail] = [first.shape.quads[0], last.shape.quads.at(-1)]
  if (!head || !tail) return null
  const [begin, end] = await Promise.all([document.read(first.page), document.read(last.page)])
  const from = placeAt(begin, first.page, [head[0], head[1]], [head[4], head[5]], [head[2] - head[0], head[3] - head[1]])
  const to = placeAt(end, last.page, [tail[2], tail[3]], [tail[6], tail[7]], [tail[0] - tail[2], tail[1] - tail[3]])
  return from && to ? rangeBetween(from, to) : null
}

type Corner = readonly [number, number]

/** At the middle of one end of a quad, a little inside. */
function placeAt({ tester }: ReadPage, page: number, upper: Corner, lower: Corner, inwards: Corner): TextPlace | null {
  const length = Math.hypot(...inwards) || 1
  const x = (upper[0] + lower[0]) / 2 + (inwards[0] / length) * INSIDE
  const y = (upper[1] + lower[1]) / 2 + (inwards[1] / length) * INSIDE
  const hit = tester.hit(x, y)
  return hit ? { page, offset: hit.offset } : null
}

/** What is selected with the browser's own means (a touch, a screen reader); exact, as its text layer has the same runs. */
export async function rangeOfBrowserSelection(view: PdfView): Promise<TextRange | null> {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const layers = [...view.container.querySelectorAll<HTMLElement>('.page .textLayer')].filter((layer) => range.intersectsNode(layer))
  const [first, last] = [layers[0], layers.at(-1)]
  if (!first || !last) return null
  const document = modelOf(view.pdf)
  const from = await placeIn(document, first, range, true)
  const to = await placeIn(document, last, range, false)
  return from && to ? rangeBetween(from, to) : null
}

async function placeIn(document: DocumentModel, layer: HTMLElement, range: Range, isStart: boolean): Promise<TextPlace | null> {
  const page = Number(layer.closest<HTMLElement>('.page')?.dataset['pageNumber']) - 1
  const { model } = await document.read(page)
  const shown = model.runs.flatMap(({ text }, index) => (text === '' ? [] : [index]))
  const spans = [...layer.querySelectorAll<HTMLElement>('span[role="presentation"]')]
  const touched = spans.flatMap((span, at) => (range.intersectsNode(span) ? [at] : []))
  const at = isStart ? touched[0] : touched.at(-1)
  const span = at === undefined ? undefined : spans[at]
  const run = at === undefined ? undefined : shown[at]
  if (!span || run === undefined || shown.length < spans.length) return null
  const letters = lettersBefore(span, range, isStart)
  return { page, offset: offsetOf(model, run, letters) }
}

/** Letters of the span before the start, or before the end, of the range. */
function lettersBefore(span: HTMLElement, range: Range, isStart: boolean): number {
  const node = isStart ? range.startContainer : range.endContainer
  if (!span.contains(node)) return isStart ? 0 : (span.textContent ?? '').length
  const before = document.createRange()
  before.selectNodeContents(span)
  before.setEnd(node, isStart ? range.startOffset : range.endOffset)
  return before.toString().length
}

/** The first letter of the text that comes from this place of the run, or from after it. */
function offsetOf({ runAt, from }: ReadPage['model'], run: number, letters: number): number {
  let last = -1
  for (let at = 0; at < runAt.length; at += 1) {
    if (runAt[at] !== run) continue
    if ((from[at] ?? 0) >= letters) return at
    last = at
  }
  // a run of blanks only stands between the letters around it
  if (last < 0)
    return Math.max(
      0,
      runAt.findIndex((index) => index > run),
    )
  return last + 1
}

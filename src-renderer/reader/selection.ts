// Owns turning the selected words of a page into a mark: one quad a line, the words, and what stands around them.
import type { AnnotationColour, AnnotationDraft, AnnotationTarget, FileHash, Quad } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { PdfPageView, PdfView } from './pdf-view.ts'

interface Made {
  kind: 'highlight' | 'underline'
  colour: AnnotationColour
  fileHash: FileHash
  paperId: PaperId | null
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

const AROUND = 32

/** Null when no words of a page are selected. */
export function draftOfSelection(view: PdfView, made: Made): AnnotationDraft | null {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const targets: AnnotationTarget[] = []
  for (const layer of view.container.querySelectorAll<HTMLElement>('.page .textLayer')) {
    if (!range.intersectsNode(layer)) continue
    const page = Number(layer.closest<HTMLElement>('.page')?.dataset['pageNumber']) - 1
    const pageView = view.pageView(page)
    const lines = pageView ? linesOf(layer, range) : []
    if (pageView && lines.length > 0) targets.push({ page, shape: { kind: 'quads', quads: lines.map((line) => quadOf(pageView, line)) } })
  }
  const [first] = targets
  const text = folded(selection.toString())
  if (!first || text === '') return null
  const top = first.shape.kind === 'quads' ? (first.shape.quads[0]?.[1] ?? 0) : 0
  const height = view.pageView(first.page)?.viewport.rawDims.pageHeight ?? 0
  return {
    id: crypto.randomUUID(),
    ...made,
    role: null,
    comment: '',
    tags: [],
    targets,
    quote: { exact: text, ...around(range) },
    position: null,
    text: folded(selection.toString().replace(/(\p{Ll})-\s*\n\s*(\p{Ll})/gu, '$1$2')),
    sortKey: `${padded(first.page, 5)}|${padded(offsetIn(range), 6)}|${padded(height - top, 5)}`,
    pageLabel: String(first.page + 1),
  }
}

function padded(value: number, digits: number): string {
  return String(Math.max(0, Math.round(value))).padStart(digits, '0')
}

function folded(text: string): string {
  return text.normalize('NFKC').replaceAll('\u00ad', '').replace(/\s+/gu, ' ').trim()
}

/** Characters of its page before the selection, in reading order: two columns do not mix in the list. */
function offsetIn(range: Range): number {
  const start = range.startContainer
  const layer = (start instanceof Element ? start : start.parentElement)?.closest('.textLayer')
  if (!layer) return 0
  const before = document.createRange()
  before.selectNodeContents(layer)
  before.setEnd(start, range.startOffset)
  return before.toString().length
}

/** The words of the same page before and after. */
function around(range: Range): { prefix: string; suffix: string } {
  const cut = (from: Node | null, before: boolean): string => {
    const layer = from instanceof Element ? from.closest('.textLayer') : from?.parentElement?.closest('.textLayer')
    if (!layer) return ''
    const rest = document.createRange()
    rest.selectNodeContents(layer)
    if (before) rest.setEnd(range.startContainer, range.startOffset)
    else rest.setStart(range.endContainer, range.endOffset)
    const words = folded(rest.toString())
    return before ? words.slice(-AROUND) : words.slice(0, AROUND)
  }
  return { prefix: cut(range.startContainer, true), suffix: cut(range.endContainer, false) }
}

/** The selected boxes of text on one page, those of one line joined. */
function linesOf(layer: HTMLElement, range: Range): Box[] {
  const lines: Box[] = []
  for (const rect of selectedBoxes(layer, range)) {
    const last = lines.at(-1)
    const overlap = last ? Math.min(last.bottom, rect.bottom) - Math.max(last.top, rect.top) : 0
    const near = last !== undefined && rect.left - last.right < rect.height * 1.5 && rect.left > last.left - rect.height
    if (last && near && overlap > 0.5 * Math.min(last.bottom - last.top, rect.height)) {
      last.left = Math.min(last.left, rect.left)
      last.right = Math.max(last.right, rect.right)
      last.top = Math.min(last.top, rect.top)
      last.bottom = Math.max(last.bottom, rect.bottom)
    } else lines.push({ left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom })
  }
  return lines
}

function* selectedBoxes(layer: HTMLElement, range: Range): Generator<DOMRect> {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue
    const part = document.createRange()
    part.setStart(node, node === range.startContainer ? range.startOffset : 0)
    part.setEnd(node, node === range.endContainer ? range.endOffset : (node.nodeValue?.length ?? 0))
    if (part.toString().trim() === '') continue
    for (const rect of part.getClientRects()) if (rect.width > 0.5 && rect.height > 0.5) yield rect
  }
}

/** Upper left, upper right, lower left, lower right, in points of the page. */
function quadOf(view: PdfPageView, line: Box): Quad {
  const box = view.div.getBoundingClientRect()
  const at = (x: number, y: number): [number, number] => {
    const [px = 0, py = 0] = view.viewport.convertToPdfPoint(x - box.left - view.div.clientLeft, y - box.top - view.div.clientTop)
    return [Math.round(px * 100) / 100, Math.round(py * 100) / 100]
  }
  return [...at(line.left, line.top), ...at(line.right, line.top), ...at(line.left, line.bottom), ...at(line.right, line.bottom)]
}

// Owns the words of a text that is on the page: normalised as quotes of marks are, with the way back to the very letters.
import { plainLetters } from '#domain/page-model.ts'

export interface WordSpan {
  /** `[start, end)` in the text. */
  start: number
  end: number
}

export interface DomText {
  readonly text: string
  /** Where paragraphs, headings, cells begin. */
  readonly starts: readonly number[]
  /** The letters of a span; null where it is empty. */
  rangeOf(span: WordSpan): Range | null
  /** The words under a range; null where there are none. */
  spanOf(range: Range): WordSpan | null
}

const BLOCKS = new Set(
  'P DIV SECTION ARTICLE FIGURE FIGCAPTION H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD TABLE TR TD TH BLOCKQUOTE PRE BR HR CAPTION'.split(' '),
)
/** What is there for screen readers beside the same thing for the eye, and words of the program's own. */
const LEFT_OUT = '.katex-mathml, [data-aside]'
/** Letters and the marks on them stay together. */
const CLUSTER = /\s+|[^\s\p{M}]?\p{M}*/gsu

export function readDomText(root: HTMLElement): DomText {
  const nodes: Text[] = []
  const parts: string[] = []
  const [nodeOf, from, to]: [number[], number[], number[]] = [[], [], []]
  const starts: number[] = []
  let gap = false
  let startsBlock = true
  const put = (letters: string, node: number, start: number, end: number): void => {
    parts.push(letters)
    for (let at = 0; at < letters.length; at += 1) {
      nodeOf.push(node)
      from.push(start)
      to.push(end)
    }
  }
  const read = (node: Text): void => {
    const index = nodes.push(node) - 1
    for (const { 0: cluster, index: at } of node.data.matchAll(CLUSTER)) {
      if (cluster === '') continue
      if (/^\s/u.test(cluster)) gap = true
      else {
        const letters = plainLetters(cluster.replaceAll('\u200b', ''))
        if (letters === '') continue
        if (gap && nodeOf.length > 0) put(' ', index, at, at)
        gap = false
        if (startsBlock) starts.push(nodeOf.length)
        startsBlock = false
        put(letters, index, at, at + cluster.length)
      }
    }
  }
  const walk = (element: Element): void => {
    const isBlock = BLOCKS.has(element.tagName)
    gap ||= isBlock
    startsBlock ||= isBlock
    for (const child of element.childNodes) {
      if (child instanceof Text) read(child)
      else if (child instanceof Element && !child.matches(LEFT_OUT)) walk(child)
    }
    gap ||= isBlock
    startsBlock ||= isBlock
  }
  walk(root)

  return {
    text: parts.join(''),
    starts,
    rangeOf: ({ start, end }) => {
      const [first, last] = [nodes[nodeOf[start] ?? -1], nodes[nodeOf[end - 1] ?? -1]]
      if (!first || !last || end <= start) return null
      const range = document.createRange()
      range.setStart(first, Math.min(from[start] ?? 0, first.length))
      range.setEnd(last, Math.min(to[end - 1] ?? 0, last.length))
      return range
    },
    spanOf: (range) => {
      const inside = (at: number): number => {
        const node = nodes[nodeOf[at] ?? -1]
        return node ? range.comparePoint(node, from[at] ?? 0) : 1
      }
      const start = firstWhere(nodeOf.length, (at) => inside(at) >= 0)
      const end = firstWhere(nodeOf.length, (at) => inside(at) > 0 || isAtEnd(range, nodes[nodeOf[at] ?? -1], from[at] ?? 0))
      return end > start ? { start, end } : null
    },
  }
}

/** A range ends before the letter that begins where it ends. */
function isAtEnd(range: Range, node: Text | undefined, offset: number): boolean {
  return node === range.endContainer && offset === range.endOffset && !range.collapsed
}

/** The first index for which it holds, where it holds for all after it. */
function firstWhere(length: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Spans without white space at their ends. */
export function trimmed(text: string, { start, end }: WordSpan): WordSpan | null {
  let [first, last] = [start, end]
  while (first < last && text[first] === ' ') first += 1
  while (last > first && text[last - 1] === ' ') last -= 1
  return last > first ? { start: first, end: last } : null
}

/** The sentences from a place on; none goes on from a heading into what stands under it. */
export function sentencesFrom({ text, starts }: Pick<DomText, 'text' | 'starts'>, from: number): WordSpan[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  return starts.flatMap((begin, index) => {
    const end = starts[index + 1] ?? text.length
    if (end <= from) return []
    return [...segmenter.segment(text.slice(begin, end))]
      .flatMap(({ index: at, segment }) => trimmed(text, { start: begin + at, end: begin + at + segment.length }) ?? [])
      .filter((sentence) => sentence.end > from)
  })
}

// Owns what changed between two versions of a text, section by section, in words a person can read; pure.
import type { TextChange, TextSection } from '#contract/annotations.ts'

/** A Markdown heading, or a numbered one on a line of its own as papers have them. */
const HEADING =
  /^(?:#{1,6}\s+\S.*|(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.\d{0,2})\s+[A-Z][^.!?]{2,80}|(?:Abstract|References|Acknowledgements?|Appendix.{0,60}))$/
/** Beyond this many sentences on both sides of one section they are told as wholly old and new. */
const MOST_CELLS = 4_000_000

interface Section {
  heading: string
  sentences: string[]
}

/** Sections of either version in the order of the newer one, what was removed as a whole where it stood. */
export function textChanges(before: string, after: string): TextSection[] {
  const [old, fresh] = [sectionsOf(before), sectionsOf(after)]
  const pairs = align(
    old.map(({ heading }) => plainHeading(heading)),
    fresh.map(({ heading }) => plainHeading(heading)),
  )
  return pairs.map(([from, to]) => {
    const [one, other] = [from === null ? undefined : old[from], to === null ? undefined : fresh[to]]
    const changes = sentenceChanges(one?.sentences ?? [], other?.sentences ?? [])
    const heading = (other ?? one)?.heading.replace(/^#+\s*/, '') ?? ''
    const changed = !one || !other || changes.some(({ kind }) => kind !== 'same')
    return { heading, state: !one ? 'added' : !other ? 'removed' : changed ? 'changed' : 'same', changes }
  })
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ heading: '', sentences: [] }]
  let paragraph: string[] = []
  const close = (): void => {
    const words = paragraph.join(' ').replace(/\s+/g, ' ').trim()
    if (words !== '') sections.at(-1)?.sentences.push(...sentencesOf(words))
    paragraph = []
  }
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim()
    if (trimmed === '') close()
    else if (HEADING.test(trimmed)) {
      close()
      sections.push({ heading: trimmed, sentences: [] })
    } else paragraph.push(trimmed)
  }
  close()
  return sections.filter(({ heading, sentences }) => heading !== '' || sentences.length > 0)
}

/** Ends after a full stop before a capital; not after `e.g.`, `Fig.` and the like. */
function sentencesOf(words: string): string[] {
  return words.split(/(?<=[.!?]["”’)]?)(?<!\b(?:e\.g|i\.e|cf|et al|Fig|Figs|Eq|Eqs|Sec|Tab|vs|resp|[A-Z])\.)\s+(?=["“‘(]?[\p{Lu}\d])/u)
}

function plainHeading(heading: string): string {
  return heading
    .replace(/^#+\s*/, '')
    .replace(/^[\dA-Z]{1,2}(?:\.\d+)*\.?\s+/, '')
    .toLowerCase()
}

function sentenceChanges(before: readonly string[], after: readonly string[]): TextChange[] {
  const changes: TextChange[] = []
  for (const [from, to] of align(before, after)) {
    const kind = from !== null && to !== null ? 'same' : to === null ? 'removed' : 'added'
    const text = (to === null ? before[from ?? 0] : after[to]) ?? ''
    const last = changes.at(-1)
    if (last?.kind === kind) last.text += ` ${text}`
    else changes.push({ kind, text })
  }
  return changes
}

type Pair = [number | null, number | null]

/** The longest common sequence as pairs; what stands on one side only is paired with null, the removed before the added. */
function align(before: readonly string[], after: readonly string[]): Pair[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const pairs: Pair[] = Array.from({ length: start }, (_, index) => [index, index])
  pairs.push(...alignMiddle(before, after, [start, before.length - end], [start, after.length - end]))
  for (let index = end; index > 0; index -= 1) pairs.push([before.length - index, after.length - index])
  return pairs
}

function alignMiddle(before: readonly string[], after: readonly string[], [i0, i1]: [number, number], [j0, j1]: [number, number]): Pair[] {
  const [rows, columns] = [i1 - i0, j1 - j0]
  const removed = (from: number, to: number): Pair[] => Array.from({ length: to - from }, (_, index) => [from + index, null])
  const added = (from: number, to: number): Pair[] => Array.from({ length: to - from }, (_, index) => [null, from + index])
  if (rows === 0 || columns === 0 || rows * columns > MOST_CELLS) return [...removed(i0, i1), ...added(j0, j1)]
  const width = columns + 1
  const longest = new Uint32Array((rows + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      longest[i * width + j] = before[i0 + i] === after[j0 + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < rows && j < columns) {
    if (before[i0 + i] === after[j0 + j]) pairs.push([i0 + i++, j0 + j++])
    else if (at(i + 1, j) >= at(i, j + 1)) pairs.push([i0 + i++, null])
    else pairs.push([null, j0 + j++])
  }
  return [...pairs, ...removed(i0 + i, i1), ...added(j0 + j, j1)]
}

// Owns finding the entries of a paper's bibliography in its lines, numbered or by author and year; pure.
import type { Rect } from '#domain/annotation.ts'
import { findPaperReferences } from '#domain/paper-references.ts'
import type { PaperId } from '#domain/paper.ts'
import { titleWords } from '#domain/title-words.ts'
import { type BodyText, columnAround, type PageLine, type PageText } from './page-lines.ts'

export interface BibliographyEntry {
  /** `12`, `VSP+17`; null where works are named by author and year. */
  label: string | null
  /** Words broken at a line's end are joined. */
  text: string
  /** The words of the first author's name, small letters without accents. */
  firstAuthor: readonly string[]
  /** `2020`, `2020a`; an entry may name several. */
  years: readonly string[]
  arxivId: PaperId | null
  page: number
  /** Of the part on its first page. */
  rect: Rect
}

const HEADING =
  /^(?:[\dIVX]+\.?\s+|[A-Z]\.?\s+)?(?:references?(?: and notes)?|bibliography|literature cited|works cited|literatur(?:verzeichnis)?|bibliographie|références|referencias)\s*:?$/i
const LABEL = /^\[([A-Za-z][\w+\-*]{0,11}|\d{1,4})\]\s*/
const NUMBER = /^(\d{1,4})\.\s+(?=\S)/
const AFTER = /^(?:(?:appendix|appendices|supplement(?:ary|al)?)\b|[A-Z](?:\.\d+)*\.?\s+\p{Lu})/iu
const YEAR = /(?<![\d./:-])((?:19|20)\d{2}[a-z]?)(?![\d-]|\.\d)/g
const MOST_ENTRIES = 3_000
const LONGEST_ENTRY = 30

/** None where the paper has no heading for them, or nothing that looks like entries under it. */
export function findBibliography(pages: readonly PageText[], body: BodyText): BibliographyEntry[] {
  const lines = linesAfterHeading(pages, body)
  const first = lines[0]
  if (!first) return []
  const labelled = split(lines, beginsWithLabel(lines))
  const parts = labelled ?? split(lines, beginsByPlace(pages, lines)) ?? []
  return parts.slice(0, MOST_ENTRIES).flatMap((part) => entryOf(part, labelled !== null))
}

/** The lines of the last list of references, up to an appendix. */
function linesAfterHeading(pages: readonly PageText[], body: BodyText): PageLine[] {
  const all = pages.flatMap(({ lines }) => lines)
  const at = all.findLastIndex(({ text }) => HEADING.test(text.trim()))
  if (at < 0) return []
  const heading = all[at]
  const rest = all.slice(at + 1)
  const end = rest.findIndex(
    (line) => AFTER.test(line.text) && line.height >= (heading?.height ?? body.height) * 0.95 && line.font === heading?.font,
  )
  const kept = end < 0 ? rest : rest.slice(0, end)
  // page numbers and running heads
  const marks = pages.map(({ page, height }) => [page, height] as const)
  const heights = new Map(marks)
  return kept.filter((line) => {
    const height = heights.get(line.page) ?? 0
    const isFoot = line.box[3] < height * 0.07 || line.box[1] > height * 0.945
    return !isFoot && !/^\d{1,4}$/.test(line.text.trim())
  })
}

/** Labels that go on one after the other; null where they do not. */
function beginsWithLabel(lines: readonly PageLine[]): ((line: PageLine) => boolean) | null {
  for (const pattern of [LABEL, NUMBER]) {
    const found = lines.flatMap(({ text }) => pattern.exec(text.trim())?.[1] ?? [])
    const numbers = found.map(Number).filter((number) => Number.isInteger(number))
    const isInOrder =
      numbers.length === 0 ||
      (numbers[0] === 1 && numbers.slice(1).filter((number, index) => number !== (numbers[index] ?? 0) + 1).length <= numbers.length * 0.1)
    if (found.length >= 2 && isInOrder) return (line) => pattern.test(line.text.trim())
  }
  return null
}

/** Lines that stand out to the left, or after a wider gap. */
function beginsByPlace(pages: readonly PageText[], lines: readonly PageLine[]): (line: PageLine) => boolean {
  const byNumber = new Map(pages.map((page) => [page.page, page]))
  const columnOf = (line: PageLine): string => {
    const page = byNumber.get(line.page)
    return `${line.page} ${page ? columnAround(page, line.box).of : 0}`
  }
  const lefts = new Map<string, number>()
  for (const line of lines) lefts.set(columnOf(line), Math.min(lefts.get(columnOf(line)) ?? Number.POSITIVE_INFINITY, line.box[0]))
  const indents = lines.map((line) => line.box[0] - (lefts.get(columnOf(line)) ?? 0))
  const hanging = indents.filter((indent) => indent > 4 && indent < 45).length > lines.length * 0.2
  const steps = lines.map((line, index) =>
    lines[index - 1]?.page === line.page ? (lines[index - 1]?.box[1] ?? 0) - line.box[1] : Number.NaN,
  )
  const usual = median(steps.filter((step) => step > 0 && step < line(lines) * 3))
  const begins = new Set(
    lines.filter((each, index) => {
      const isLeft = (indents[index] ?? 0) <= 4
      const step = steps[index] ?? Number.NaN
      const looksLikeNames = /^(?:\p{Lu}|de |van |von )/u.test(each.text.trim())
      return isLeft && looksLikeNames && (hanging || index === 0 || !(step > 0) || step > usual * 1.2)
    }),
  )
  return (each) => begins.has(each)
}

function line(lines: readonly PageLine[]): number {
  return median(lines.map(({ height }) => height)) || 10
}

function split(lines: readonly PageLine[], begins: ((line: PageLine) => boolean) | null): PageLine[][] | null {
  if (!begins) return null
  const parts: PageLine[][] = []
  for (const each of lines) {
    if (begins(each)) parts.push([each])
    else if ((parts.at(-1)?.length ?? LONGEST_ENTRY) < LONGEST_ENTRY) parts.at(-1)?.push(each)
  }
  return parts
}

function entryOf(part: readonly PageLine[], isLabelled: boolean): BibliographyEntry[] {
  const [first] = part
  if (!first) return []
  const whole = joined(part.map(({ text }) => text.trim()))
  const label = isLabelled ? ((LABEL.exec(whole) ?? NUMBER.exec(whole))?.[1] ?? null) : null
  const text = label === null ? whole : whole.replace(LABEL, '').replace(NUMBER, '')
  if (text.length < 8) return []
  const onFirst = part.filter(({ page, box }) => page === first.page && box[0] < first.box[0] + 320 && box[1] <= first.box[3])
  return [
    {
      label,
      text,
      firstAuthor: firstAuthorOf(text),
      years: [...new Set([...text.matchAll(YEAR)].flatMap(([, year]) => year ?? []))],
      arxivId: findPaperReferences(text.slice(0, 2_000)).ids[0] ?? null,
      page: first.page,
      rect: around(onFirst.map(({ box }) => box)),
    },
  ]
}

function joined(texts: readonly string[]): string {
  return texts.reduce((text, next) =>
    /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : text.endsWith('/') ? text + next : `${text} ${next}`,
  )
}

/** `Smith, J.`, `J. Smith`, `John Smith and …` and names of several words. */
function firstAuthorOf(text: string): string[] {
  const names = text.slice(0, 120).split(/,|;|\.\s+(?=\p{Lu}\p{Ll}+\s+\p{Ll})|\s(?:and|&|et al)\b|\(|:/u)
  const first = names.find((name) => /\p{L}{2,}/u.test(name)) ?? ''
  return titleWords(first).filter((word) => word.length > 1)
}

function around(boxes: readonly Rect[]): Rect {
  return [
    Math.min(...boxes.map(([left]) => left)),
    Math.min(...boxes.map(([, bottom]) => bottom)),
    Math.max(...boxes.map(([, , right]) => right)),
    Math.max(...boxes.map(([, , , top]) => top)),
  ]
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

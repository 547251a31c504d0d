// Owns the Markdown of a paper's marks by page, each with a link that opens exactly there.
import type { Annotation } from '#domain/annotation.ts'
import { linkToMark } from '#domain/dogear-link.ts'

export interface MarkdownParts {
  title: string
  annotations: readonly Annotation[]
  /** The paper's note; empty for none. */
  note: string
  /** Where the picture of an area is, from the place of the text; null for none. */
  image?(annotation: Annotation): string | null
}

/** In reading order; comments and the note are Markdown already and go in as they are. */
export function marksAsMarkdown({ title, annotations, note, image }: MarkdownParts): string {
  const parts = [`# ${inLine(title)}`]
  if (note.trim() !== '') parts.push('## Note', note.trim())
  return `${[...parts, ...marksByPage(annotations, '##', image)].join('\n\n')}\n`
}

/** Blocks of Markdown: a heading a page, then the words, comment and facts of each mark on it. */
export function marksByPage(
  annotations: readonly Annotation[],
  level: string,
  image?: (annotation: Annotation) => string | null,
): string[] {
  const parts: string[] = []
  let heading = ''
  for (const annotation of annotations.toSorted((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))) {
    const page = `${level} Page ${inLine(annotation.pageLabel || String((annotation.targets[0]?.page ?? 0) + 1))}`
    if (page !== heading) parts.push((heading = page))
    const words = annotation.text.trim()
    if (words !== '') parts.push(quoted(words))
    const picture = annotation.kind === 'area' ? (image?.(annotation) ?? null) : null
    if (picture !== null) parts.push(`![area](<${picture}>)`)
    if (annotation.comment.trim() !== '') parts.push(annotation.comment.trim())
    parts.push(factsOf(annotation))
  }
  return parts
}

function factsOf(annotation: Annotation): string {
  const facts = [annotation.kind, annotation.colour, annotation.role, ...annotation.tags.map((tag) => `#${tag.replace(/\s+/g, '-')}`)]
  return `[${facts
    .filter((fact) => fact !== null)
    .map(inLine)
    .join(' · ')}](${linkToMark(annotation)})`
}

function quoted(words: string): string {
  return words
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${escaped(line)}`)
    .join('\n')
}

function inLine(text: string): string {
  return escaped(text.replace(/\s+/g, ' ').trim())
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&').replace(/^(\s*)([#+-]|\d+[.)])(?=\s)/, '$1\\$2')
}

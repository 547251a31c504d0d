// Owns which marks of a paper are shown: by word, colour, kind, role and tag.
import type { Annotation, AnnotationColour, AnnotationId, AnnotationKind, AnnotationRole } from '#domain/annotation.ts'

export interface MarkFilter {
  text: string
  colour: AnnotationColour | null
  kind: AnnotationKind | null
  role: AnnotationRole | null
  tag: string | null
}

export const NO_MARK_FILTER: MarkFilter = { text: '', colour: null, kind: null, role: null, tag: null }

export const KIND_TITLES: Record<AnnotationKind, string> = {
  highlight: 'Highlight',
  underline: 'Underline',
  note: 'Note',
  area: 'Area',
  text: 'Text',
  ink: 'Ink',
}

export const COLOUR_TITLES: Record<AnnotationColour, string> = {
  yellow: 'Yellow',
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
  purple: 'Purple',
  magenta: 'Magenta',
  orange: 'Orange',
  grey: 'Grey',
}

export const ROLE_TITLES: Record<AnnotationRole, string> = {
  claim: 'Claim',
  method: 'Method',
  number: 'Number',
  question: 'Question',
  todo: 'To do',
}

/** In their order; every word must be in the marked text, the comment, a tag or who made it, without regard to case. */
export function filteredMarks(annotations: readonly Annotation[], filter: MarkFilter): readonly Annotation[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const { colour, kind, role, tag } = filter
  if (words.length === 0 && colour === null && kind === null && role === null && tag === null) return annotations
  return annotations.filter((each) => {
    if (colour !== null && each.colour !== colour) return false
    if (kind !== null && each.kind !== kind) return false
    if (role !== null && each.role !== role) return false
    if (tag !== null && !each.tags.includes(tag)) return false
    if (words.length === 0) return true
    const all = `${each.text}\n${each.comment}\n${each.tags.join('\n')}\n${each.author ?? ''}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** Those that fit, and one more of `all` in its place, whether it fits or not. */
export function withMark(fit: readonly Annotation[], all: readonly Annotation[], id: AnnotationId | null): readonly Annotation[] {
  if (id === null || fit.some((each) => each.id === id)) return fit
  const fits = new Set(fit)
  return all.filter((each) => each.id === id || fits.has(each))
}

/** Each tag of the marks once, in the order of the alphabet. */
export function tagsOfMarks(annotations: readonly Annotation[]): string[] {
  return [...new Set(annotations.flatMap((each) => each.tags))].sort((a, b) => a.localeCompare(b))
}

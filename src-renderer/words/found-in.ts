// Owns how the places in which a search found something are called.
import type { SearchPart } from '#contract/search.ts'

const PLACES: Readonly<Record<SearchPart, string>> = {
  title: 'title',
  author: 'authors',
  org: 'organization',
  keyword: 'keywords',
  category: 'category',
  tag: 'tags',
  note: 'your note',
  abstract: 'abstract',
  annotation: 'your marks',
  pdf: 'PDF',
}

/** “title, abstract” */
export function foundIn(fields: readonly SearchPart[]): string {
  return fields.map((field) => PLACES[field]).join(', ')
}

/** Before a passage: where it stands. */
export function passageTitle(field: SearchPart): string {
  const place = PLACES[field]
  return `${place[0]?.toUpperCase() ?? ''}${place.slice(1)}:`
}

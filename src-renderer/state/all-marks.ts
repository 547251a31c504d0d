// Owns the list of all annotations of the library: what is asked, what has come, which one is selected.
import { create } from 'zustand'
import type { AnnotationListQuery } from '#contract/annotations.ts'
import type { Annotation, AnnotationId } from '#domain/annotation.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { type MarkFilter, NO_MARK_FILTER } from '../words/mark-filter.ts'

export interface AllMarksFilter extends MarkFilter {
  /** The first and the last day on which a mark was made; empty for none. */
  from: string
  to: string
}

export interface ListedMark {
  annotation: Annotation
  paperTitle: string | null
}

export type AllMarksSort = AnnotationListQuery['sort']

interface AllMarks {
  filter: AllMarksFilter
  sort: AllMarksSort
  /** Null before the first answer. */
  marks: readonly ListedMark[] | null
  total: number
  tags: readonly { name: string; count: number }[]
  failure: Failure | null
  selected: AnnotationId | null
}

export const NO_ALL_MARKS_FILTER: AllMarksFilter = { ...NO_MARK_FILTER, from: '', to: '' }

export const useAllMarks = create<AllMarks>(() => ({
  filter: NO_ALL_MARKS_FILTER,
  sort: 'newest',
  marks: null,
  total: 0,
  tags: [],
  failure: null,
  selected: null,
}))

const PAGE = 200
/** As many as one call gives. */
const MOST_AT_ONCE = 1_000
let asked = 0

/** Asks anew for as many as are shown; what is shown stays until the answer comes, and an old answer is passed over. */
export async function loadAllMarks({ more = false }: { more?: boolean } = {}): Promise<void> {
  const mine = ++asked
  const { filter, sort, marks } = useAllMarks.getState()
  const kept = more ? (marks ?? []) : []
  try {
    const limit = more ? PAGE : Math.min(MOST_AT_ONCE, Math.max(PAGE, marks?.length ?? 0))
    const answer = await client.call('annotations.list', { filter: asFilter(filter), sort, offset: kept.length, limit })
    if (mine !== asked) return
    const known = new Set(kept.map(({ annotation }) => annotation.id))
    const all = [...kept, ...answer.annotations.filter(({ annotation }) => !known.has(annotation.id))]
    useAllMarks.setState(({ selected }) => ({
      marks: all,
      total: answer.total,
      tags: answer.tags,
      failure: null,
      selected: all.some(({ annotation }) => annotation.id === selected) ? selected : (all[0]?.annotation.id ?? null),
    }))
  } catch (thrown) {
    if (mine === asked) useAllMarks.setState({ failure: toFailure(thrown) })
  }
}

function asFilter({ text, colour, kind, role, tag, from, to }: AllMarksFilter): AnnotationListQuery['filter'] {
  return {
    ...(text.trim() === '' ? {} : { text }),
    ...(colour === null ? {} : { colours: [colour] }),
    ...(kind === null ? {} : { kinds: [kind] }),
    ...(role === null ? {} : { roles: [role] }),
    ...(tag === null ? {} : { tags: [tag] }),
    ...(from === '' ? {} : { fromMs: startOfDayMs(from, 0) }),
    ...(to === '' ? {} : { toMs: startOfDayMs(to, 1) }),
  }
}

/** Midnight where the reader is. */
function startOfDayMs(day: string, later: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).getTime()
}

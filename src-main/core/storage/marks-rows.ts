// Owns the row of marks that a paper has, and the one it has before anything was decided.
import { type PaperState, READING_LIST_STATES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import type { PlainRow, ReaderRows } from './reader-rows.ts'

export interface MarksRow extends PlainRow {
  paper_id: string
  state: PaperState
  read: number
  snoozed_until: string | null
  list_position: number | null
  first_saved_at_ms: number | null
  decided_at_ms: number | null
}

export function marksOf(rows: ReaderRows, id: PaperId): MarksRow {
  const row = rows.get('marks', id) as MarksRow | null
  return (
    row ?? { paper_id: id, state: 'inbox', read: 0, snoozed_until: null, list_position: null, first_saved_at_ms: null, decided_at_ms: null }
  )
}

export function isOnReadingList(state: PaperState): boolean {
  return (READING_LIST_STATES as readonly PaperState[]).includes(state)
}

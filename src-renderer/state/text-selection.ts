// Owns which words of the open paper are selected, by pointer or caret.
import { create } from 'zustand'
import type { TextPlace } from '#domain/whole-text.ts'
import type { PdfView } from '../reader/pdf-view.ts'
import { useReader } from './reader.ts'

interface TextSelection {
  /** The pages that it is on; a selection on others is none. */
  view: PdfView | null
  /** Where it was begun; null while nothing is selected. */
  anchor: TextPlace | null
  /** Where it ends, and where the caret stands. */
  focus: TextPlace | null
  /** Keys move the caret. */
  isCaret: boolean
  /** The pointer still moves it. */
  isDragged: boolean
}

const NONE: TextSelection = { view: null, anchor: null, focus: null, isCaret: false, isDragged: false }

export const useTextSelection = create<TextSelection>(() => NONE)

/** `[from, to)` in reading order. */
export interface TextRange {
  from: TextPlace
  to: TextPlace
}

/** What is selected on the pages that are shown; null for nothing. */
export function selectedRange(): TextRange | null {
  const { view, anchor, focus } = useTextSelection.getState()
  if (view === null || view !== useReader.getState().view || !anchor || !focus) return null
  return rangeBetween(anchor, focus)
}

/** Null where both are the same place. */
export function rangeBetween(one: TextPlace, other: TextPlace): TextRange | null {
  const difference = one.page - other.page || one.offset - other.offset
  if (difference === 0) return null
  return difference < 0 ? { from: one, to: other } : { from: other, to: one }
}

/** Nothing is selected; the caret stays where it is. */
export function dropSelection(): void {
  useTextSelection.setState(({ isCaret }) => (isCaret ? { anchor: null } : NONE))
}

/** Nothing is selected, and no caret is there. */
export function dropCaret(): void {
  useTextSelection.setState(NONE)
}

// another paper in front has no selection
useReader.subscribe(({ view }, before) => {
  if (view !== before.view && useTextSelection.getState().view !== null) dropCaret()
})

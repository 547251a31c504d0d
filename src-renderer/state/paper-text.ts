// Owns what the text view shows: which paper, its text, the marks on its words, what is found and what is spoken.
import { create } from 'zustand'
import type { MarkInText, PaperText, TextPlace } from '#contract/texts.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { Failure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'

interface PaperTextState {
  /** Null where the text view is not open. */
  paper: { id: PaperId; title: string } | null
  text: PaperText | null
  /** Where the reader was the last time. */
  place: TextPlace | null
  failure: Failure | null
  marks: readonly MarkInText[]
  /** Marks whose words are not in this text. */
  elsewhere: number
  selected: AnnotationId | null
  outlineOpen: boolean
  findOpen: boolean
  found: { total: number; current: number } | null
  speaking: boolean
}

export const CLOSED_TEXT: PaperTextState = {
  paper: null,
  text: null,
  place: null,
  failure: null,
  marks: [],
  elsewhere: 0,
  selected: null,
  outlineOpen: false,
  findOpen: false,
  found: null,
  speaking: false,
}

export const usePaperText = create<PaperTextState>(() => CLOSED_TEXT)

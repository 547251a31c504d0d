// Owns what the reader shows: which file, its marks, and how far things are.
import { create } from 'zustand'
import type { LibraryFile } from '#contract/files.ts'
import type { Annotation, AnnotationColour, AnnotationId } from '#domain/annotation.ts'
import type { Tool } from '../reader/drawing.ts'
import { type MarkFilter, NO_MARK_FILTER } from '../words/mark-filter.ts'

interface ReaderState {
  file: LibraryFile | null
  annotations: readonly Annotation[]
  selected: AnnotationId | null
  colour: AnnotationColour
  /** What the pointer draws with; null for reading. */
  tool: Tool | null
  /** Which marks the list shows. */
  markFilter: MarkFilter
  /** The page in view, from 1, and how many there are. */
  page: number
  pages: number
  findOpen: boolean
  outlineOpen: boolean
}

export const useReader = create<ReaderState>(() => ({
  file: null,
  annotations: [],
  selected: null,
  colour: 'yellow',
  tool: null,
  markFilter: NO_MARK_FILTER,
  page: 1,
  pages: 0,
  findOpen: false,
  outlineOpen: false,
}))

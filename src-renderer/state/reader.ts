// Owns what the reader shows: which file, its marks, and how far things are.
import { create } from 'zustand'
import type { LibraryFile } from '#contract/files.ts'
import type { MatchedReference, ReaderTab, ReadingPlace } from '#contract/reading.ts'
import type { Annotation, AnnotationColour, AnnotationId, FileHash } from '#domain/annotation.ts'
import type { LeadCard } from '../reader/leads-layer.ts'
import { client } from '../app/client.ts'
import type { PdfView } from '../reader/pdf-view.ts'
import type { Tool } from '../reader/drawing.ts'
import { type MarkFilter, NO_MARK_FILTER } from '../words/mark-filter.ts'

interface ReaderState {
  /** The file that is read now; null where the list is shown. */
  file: LibraryFile | null
  /** The open papers, in the order of their tabs. */
  tabs: readonly ReaderTab[]
  /** Files whose documents are kept, the last used first; another one is opened anew when its tab is chosen. */
  kept: readonly FileHash[]
  /** The pages that are drawn and that keys act on; null until they are there. */
  view: PdfView | null
  /** What the words or the link under the pointer or the focus lead to; `matches` are null until the library has answered. */
  card: (LeadCard & { matches: readonly (MatchedReference | null)[] | null }) | null
  annotations: readonly Annotation[]
  /** Files whose own annotations were taken over: they are not drawn a second time. */
  taken: ReadonlySet<FileHash>
  selected: AnnotationId | null
  colour: AnnotationColour
  /** What the pointer draws with; null for reading. */
  tool: Tool | null
  /** Which marks the list shows. */
  markFilter: MarkFilter
  /** The page in view, from 1, what the file calls it, and how many there are. */
  page: number
  pageLabel: string
  pages: number
  findOpen: boolean
  /** The pane on the left. */
  pane: 'none' | 'outline' | 'thumbnails'
  /** The note of the paper stands below its marks. */
  noteOpen: boolean
  /** Files that are shown twice, side by side, and where the second half is; null until it is there. */
  split: ReadonlyMap<FileHash, ReadingPlace | null>
  /** Of the shown file, since ever; the page from 0. */
  secondsRead: number
  furthestPage: number
}

export const useReader = create<ReaderState>(() => ({
  file: null,
  tabs: [],
  kept: [],
  view: null,
  card: null,
  annotations: [],
  taken: new Set(),
  selected: null,
  colour: 'yellow',
  tool: null,
  markFilter: NO_MARK_FILTER,
  page: 1,
  pageLabel: '1',
  pages: 0,
  findOpen: false,
  pane: 'none',
  noteOpen: false,
  split: new Map(),
  secondsRead: 0,
  furthestPage: 0,
}))

/** A file of the reader's own may have been given its paper. */
export async function loadOwnFiles(): Promise<void> {
  for (const { hash, paperId } of useReader.getState().tabs) {
    if (paperId !== null) continue
    const { file } = await client.call('files.get', { hash })
    if (file.paperId === null) continue
    useReader.setState((reader) => ({
      tabs: reader.tabs.map((tab) => (tab.hash === hash ? { ...tab, paperId: file.paperId, title: file.title } : tab)),
      ...(reader.file?.hash === hash ? { file } : {}),
    }))
  }
}

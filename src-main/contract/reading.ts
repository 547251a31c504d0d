// Owns the calls about where a reader is in the files that were opened: tabs, places, marks, time.
import { z } from 'zod'
import { FileHash } from '#domain/annotation.ts'
import { PaperState } from '#domain/marks.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Nothing } from './shapes.ts'

const coordinate = z.number().min(-1e7).max(1e7)

/** The top left corner of what is shown: points of PDF user space on a page, counted from 0. */
export const ReadingPlace = z.object({
  page: z.number().int().min(0).max(100_000),
  x: coordinate,
  y: coordinate,
  /** A factor, or `page-width`, `page-fit`, `auto`. */
  zoom: z.string().max(20),
  rotation: z.number().int().min(0).max(359),
})
export type ReadingPlace = z.infer<typeof ReadingPlace>

export const ReadingLayout = z.object({
  flow: z.enum(['continuous', 'page']),
  columns: z.enum(['one', 'two']),
  pane: z.enum(['none', 'outline', 'find', 'thumbnails']),
  /** Where the other half of a split view is; null when the paper is shown once. */
  second: ReadingPlace.nullable().default(null),
  /** The note beside the pages. */
  note: z.boolean().default(false),
})
export type ReadingLayout = z.infer<typeof ReadingLayout>

export const Reading = z.object({
  place: ReadingPlace,
  layout: ReadingLayout,
  furthestPage: z.number().int().min(0).max(100_000),
  secondsRead: z.number().int().min(0),
})
export type Reading = z.infer<typeof Reading>

export const ReaderTab = z.object({
  hash: FileHash,
  paperId: PaperId.nullable(),
  title: z.string().max(2_000),
  /** arXiv's; null where it is not known. Not kept with the tab: the file says it. */
  version: z.number().int().nullable().default(null),
})
export type ReaderTab = z.infer<typeof ReaderTab>

const PlaceMark = z.object({ name: z.string().min(1).max(8), place: ReadingPlace })

export const MatchedReference = z.object({
  paperId: PaperId,
  title: z.string(),
  state: PaperState,
  /** Its newest file on disk; null where it is not offline. */
  hash: FileHash.nullable(),
})
export type MatchedReference = z.infer<typeof MatchedReference>

export const readingCalls = {
  /** For each reference of a bibliography the paper of the library that it means, by its arXiv id or its title; null for none. */
  'references.match': query(
    z.object({ references: z.array(z.object({ text: z.string().max(4_000), arxivId: PaperId.nullable() })).max(60) }),
    z.object({ matches: z.array(MatchedReference.nullable()) }),
  ),
  /** Null for a file that was never read. */
  'reading.get': query(z.object({ hash: FileHash }), z.object({ reading: Reading.nullable(), marks: z.array(PlaceMark) })),
  /** The furthest page only grows; `moreSeconds` is added to the time. Not a step of undo. */
  'reading.save': command(
    z.object({ hash: FileHash, place: ReadingPlace, layout: ReadingLayout, moreSeconds: z.number().int().min(0).max(86_400) }),
    Nothing,
  ),
  /** What stands on these pages, counted from 0: runs as pdf.js of the version told cuts them, a line feed after each line. Null while it was not read. */
  'reading.words': query(
    z.object({ hash: FileHash, from: z.number().int().min(0).max(100_000), count: z.number().int().min(1).max(200) }),
    z.object({ words: z.object({ readBy: z.string(), ofPages: z.number().int(), pages: z.array(z.string()) }).nullable() }),
  ),
  'reading.setMark': command(PlaceMark.extend({ hash: FileHash }), Nothing),
  'reading.tabs': query(Nothing, z.object({ tabs: z.array(ReaderTab), active: FileHash.nullable() })),
  'reading.saveTabs': command(z.object({ tabs: z.array(ReaderTab).max(200), active: FileHash.nullable() }), Nothing),
} as const

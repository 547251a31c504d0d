// Owns the calls about files on disk: PDFs that make a paper readable without a network.
import { z } from 'zod'
import { FileHash } from '#domain/annotation.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Ids, Nothing } from './shapes.ts'

/** A file that is on disk and was checked. Its bytes are at `/library/<hash>.pdf` of the window's own address. */
export const LibraryFile = z.object({
  hash: FileHash,
  bytes: z.number().int(),
  /** Null for a PDF that was opened from disk and belongs to no paper. */
  paperId: PaperId.nullable(),
  /** arXiv's version number; null where it is not known. */
  version: z.number().int().nullable(),
  /** The paper's title, or the file's name. */
  title: z.string(),
  origin: z.enum(['arxiv', 'opened']),
  addedAtMs: z.number(),
})
export type LibraryFile = z.infer<typeof LibraryFile>

/** A paper whose PDF is wanted; `failure` says why it could not be had, null while it waits. */
export const QueuedFile = z.object({ paperId: PaperId, title: z.string(), failure: z.string().nullable() })
export type QueuedFile = z.infer<typeof QueuedFile>

export const fileCalls = {
  /** A paper's files, the newest version first; those that were deleted outside are not among them. */
  'files.ofPaper': query(z.object({ paperId: PaperId }), z.object({ files: z.array(LibraryFile) })),
  'files.get': query(z.object({ hash: FileHash }), z.object({ file: LibraryFile })),
  /** Fetches PDFs in the background, one each three seconds; goes on after a restart. */
  'files.makeOffline': command(z.object({ ids: Ids }), z.object({ sentence: z.string(), queued: z.number().int() })),
  'files.queue': query(
    Nothing,
    z.object({
      /** At most 200, those that wait first. */
      queue: z.array(QueuedFile),
      waiting: z.number().int(),
      fetching: PaperId.nullable(),
      onDisk: z.object({ files: z.number().int(), bytes: z.number().int() }),
    }),
  ),
  /** Stops fetching and empties the queue; files that are there stay. */
  'files.cancel': command(Nothing, Nothing),
} as const

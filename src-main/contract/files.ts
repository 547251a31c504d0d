// Owns the calls about files on disk: PDFs that make a paper readable without a network, how they come and how they go.
import { z } from 'zod'
import { FileHash } from '#domain/annotation.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done, Ids, Nothing } from './shapes.ts'

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
export const QueuedFile = z.object({
  paperId: PaperId,
  title: z.string(),
  failure: z.string().nullable(),
  askedBy: z.enum(['reader', 'rule']),
  /** A file is here already; another version is asked for. */
  newer: z.boolean(),
  /** What is on the disk of it. */
  bytes: z.number().int(),
  /** Null until the source said it; it often does not. */
  totalBytes: z.number().int().nullable(),
})
export type QueuedFile = z.infer<typeof QueuedFile>

/** A file as the list of what fills the disk shows it. */
export const StoredFile = LibraryFile.extend({
  pinned: z.boolean(),
  marks: z.number().int(),
  /** When it was opened last; null for never. */
  readAtMs: z.number().nullable(),
})
export type StoredFile = z.infer<typeof StoredFile>

const Weight = z.object({ files: z.number().int(), bytes: z.number().int() })

/** Bytes of a PDF that one call carries; a larger file comes in several. */
export const UPLOAD_BYTES = 512 * 1024

export const fileCalls = {
  /** A paper's files, the newest version first; those that were deleted outside are not among them. */
  'files.ofPaper': query(
    z.object({ paperId: PaperId }),
    z.object({
      files: z.array(LibraryFile),
      pinned: z.array(FileHash),
      /** What arXiv has beyond the newest file here, as its record says; null where that is nothing. */
      newerVersion: z.number().int().nullable(),
      queued: QueuedFile.nullable(),
    }),
  ),
  'files.get': query(z.object({ hash: FileHash }), z.object({ file: LibraryFile })),
  /** Fetches PDFs in the background, one each three seconds; goes on after a restart. */
  'files.makeOffline': command(z.object({ ids: Ids }), z.object({ sentence: z.string(), queued: z.number().int() })),
  /** Asks arXiv whether it has another version than the one on disk, and fetches it. The old one stays where it has marks or a pin. */
  'files.fetchNewer': command(z.object({ ids: Ids }), z.object({ sentence: z.string(), queued: z.number().int() })),
  'files.queue': query(
    Nothing,
    z.object({
      /** At most 200, those that wait first, in their order. */
      queue: z.array(QueuedFile),
      waiting: z.number().int(),
      failed: z.number().int(),
      fetching: PaperId.nullable(),
      paused: z.boolean(),
      onDisk: Weight,
    }),
  ),
  /** Stops fetching these, or everything that waits; files that are there stay. */
  'files.cancel': command(z.object({ ids: Ids.optional() }), z.object({ sentence: z.string() })),
  /** Holds for everything, also after a restart; a file that is half here goes on where it stopped. */
  'files.pause': command(z.object({ paused: z.boolean() }), z.object({ sentence: z.string() })),
  /** These are fetched next, in this order. */
  'files.putFirst': command(z.object({ ids: Ids }), z.object({ sentence: z.string() })),

  /** What fills the disk, and one page of the files. `unused`: opened longest ago first. */
  'files.stored': query(
    z.object({
      sort: z.enum(['largest', 'newest', 'unused']).default('largest'),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      files: z.array(StoredFile),
      all: Weight,
      /** Those that no rule takes away: pinned, marked, or opened from disk. */
      kept: Weight,
      texts: Weight,
    }),
  ),
  /** A pinned file is taken away by no rule. */
  'files.pin': command(z.object({ hashes: z.array(FileHash).min(1).max(10_000), pinned: z.boolean() }), Done),
  /** Takes files off the disk. One that has marks, a pin, or was opened from disk stays; `freed` is in bytes. */
  'files.remove': command(
    z.object({ hashes: z.array(FileHash).min(1).max(10_000) }),
    z.object({ sentence: z.string(), removed: z.number().int(), kept: z.number().int(), freed: z.number().int() }),
  ),

  /** Takes a PDF from the disk into the library, to be read and marked like any other. `stamp`: the paper that its first page names; it is added by itself, and the file belongs to it. */
  'files.open': command(z.object({ path: z.string().min(1).max(4_096) }), z.object({ file: LibraryFile, stamp: PaperId.nullable() })),
  /** The same for one that the window holds, in pieces: `offset` 0 begins, `done` ends it and gives the file. */
  'files.receive': command(
    z.object({
      upload: z.uuid(),
      name: z.string().min(1).max(1_000),
      offset: z.number().int().min(0),
      base64: z.string().max(Math.ceil(UPLOAD_BYTES / 3) * 4),
      done: z.boolean(),
    }),
    z.object({ file: LibraryFile.nullable(), stamp: PaperId.nullable() }),
  ),
} as const

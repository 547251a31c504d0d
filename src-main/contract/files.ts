// Owns the calls about files on disk: PDFs and texts that make a paper readable without a network.
import { z } from 'zod'
import { FileHash } from '#domain/annotation.ts'
import { PaperId } from '#domain/paper.ts'
import { query } from './define.ts'

/** A file that is on disk and was checked. Its bytes are at `/library/<hash>.pdf` of the window's own address. */
export const LibraryFile = z.object({
  hash: FileHash,
  bytes: z.number().int(),
  /** Null for a PDF that was opened from disk and belongs to no paper. */
  paperId: PaperId.nullable(),
  /** arXiv's version number; null where it is not known. */
  version: z.number().int().nullable(),
  /** For a tab: the paper's title, or the file's name. */
  title: z.string(),
  pages: z.number().int().nullable(),
  origin: z.enum(['arxiv', 'opened']),
  pinned: z.boolean(),
  addedAtMs: z.number(),
})
export type LibraryFile = z.infer<typeof LibraryFile>

export const fileCalls = {
  /** A paper's files, the newest version first. */
  'files.ofPaper': query(z.object({ paperId: PaperId }), z.object({ files: z.array(LibraryFile) })),
  'files.get': query(z.object({ hash: FileHash }), z.object({ file: LibraryFile })),
} as const

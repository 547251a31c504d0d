// Owns PDFs that come from the reader's own disk: taken in as they are, read and marked like any other, with no paper behind them or one.
import type { CallOutput, Done, ParsedInput, Topic } from '#contract/api.ts'
import { FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { stampInPdf } from '../exchange/references-in-file.ts'
import type { FilePart, Ports } from '../ports.ts'
import { fileByHash, storeFile } from '../storage/file-rows.ts'
import { readAnnotationsOfFile } from '../storage/annotation-rows.ts'
import type { Store } from '../storage/store.ts'
import { isPdf } from './download.ts'

const MAX_OPENED_BYTES = 1_000_000_000

export interface OpenFileParts {
  store: Store
  ports: Pick<Ports, 'libraryFiles' | 'annotationFiles' | 'clock' | 'random'>
  changed(topics: Topic[], ids: PaperId[] | null): void
  onFile(): void
  /** The first page of a file that belongs to no paper names one. */
  onStamp(stamp: { hash: FileHash; paperId: PaperId }): void
}

type Opened = CallOutput<'files.open'>
type Waits = { signal: AbortSignal }

/** Throws `not-found`, `unsupported` for what is no PDF, and what the disk says. */
export async function openFile(parts: OpenFileParts, { path }: ParsedInput<'files.open'>, options: Waits): Promise<Opened> {
  const name = partName(parts.ports.random.uuid())
  const part = await parts.ports.libraryFiles.openPart(name, 0)
  try {
    for await (const chunk of parts.ports.libraryFiles.outsideChunks(path)) {
      options.signal.throwIfAborted()
      await write(part, chunk)
    }
    return await takeIn(parts, part, path, options)
  } finally {
    await part.close()
    // kept, it lies under its own name now; else nobody wants it
    parts.ports.libraryFiles.dropPart(name)
  }
}

export interface Uploads {
  receive(input: ParsedInput<'files.receive'>, options: Waits): Promise<CallOutput<'files.receive'>>
}

/** PDFs that the window sends in pieces, in order; one that stops in the middle is swept away at the next start. */
export function createUploads(parts: OpenFileParts): Uploads {
  const open = new Map<string, FilePart>()
  const end = async (upload: string, part: FilePart): Promise<void> => {
    open.delete(upload)
    await part.close()
    parts.ports.libraryFiles.dropPart(partName(upload))
  }
  return {
    receive: async ({ upload, name, offset, base64, done }, options) => {
      const part = offset === 0 ? await parts.ports.libraryFiles.openPart(partName(upload), 0) : open.get(upload)
      if (!part || part.bytes !== offset) throw new DogearError('conflict', 'The file did not come in one piece. Open it again.')
      open.set(upload, part)
      let isTakenOver = false
      try {
        await write(part, bytesOf(base64))
        isTakenOver = !done
        return done ? await takeIn(parts, part, name, options) : { file: null, stamp: null }
      } finally {
        if (!isTakenOver) await end(upload, part)
      }
    },
  }
}

/** Says which paper an opened file is of: the file and its marks go to it, in one step of undo for the marks. Throws `not-found`. */
export function attachFile(
  context: CommandContext,
  { hash, paperId }: { hash: FileHash; paperId: PaperId },
  changed: OpenFileParts['changed'],
): Done {
  const { store } = context
  const file = fileByHash(store, hash)
  if (!file) throw new DogearError('not-found', 'That file is not in the library.')
  const title = store.sql.prepare('SELECT title FROM papers WHERE id = ?').get(paperId)?.['title']
  if (typeof title !== 'string') throw new DogearError('not-found', 'That paper is not in the library yet. Add it first.')
  storeFile(store, { ...file, paperId, title: file.paperId === null ? title : file.title })
  const done = runCommand(context, 'files.attach', (rows) => {
    for (const { id, paperId: of } of readAnnotationsOfFile(store.sql, hash)) {
      const row = of === null ? rows.get('annotations', id) : null
      if (row) rows.put('annotations', { ...row, paper_id: paperId })
    }
    const sentence = 'The file belongs to the paper now.'
    return { sentence, unchanged: sentence }
  })
  changed(['files', 'papers'], [paperId])
  return done
}

async function takeIn(
  { store, ports, changed, onFile, onStamp }: OpenFileParts,
  part: FilePart,
  name: string,
  options: Waits,
): Promise<Opened> {
  if (!isPdf(part.edges().head)) throw new DogearError('unsupported', `${fileName(name)} is no PDF, so it was not opened.`)
  const { hash, bytes } = await part.keep()
  const known = fileByHash(store, hash)
  storeFile(store, {
    hash: FileHash.parse(hash),
    bytes,
    paperId: null,
    version: null,
    title: fileName(name).replace(/\.pdf$/i, '') || 'PDF',
    origin: 'opened',
    addedAtMs: ports.clock.nowMs(),
  })
  const file = fileByHash(store, hash)
  if (!file) throw new DogearError('internal', 'The file was not kept.')
  changed(['files', 'papers'], known?.paperId ? [known.paperId] : [])
  onFile()
  const stamp = file.paperId === null ? await stampOf(ports, hash, options) : null
  if (stamp !== null) onStamp({ hash: file.hash, paperId: stamp })
  return { file, stamp }
}

/** The arXiv id on the first page, where there is one. */
async function stampOf(ports: OpenFileParts['ports'], hash: string, options: Waits): Promise<PaperId | null> {
  try {
    return await stampInPdf(ports.annotationFiles, await ports.annotationFiles.readLibraryFile(hash), options)
  } catch {
    // a file that does not name itself is as good as any
    return null
  }
}

async function write(part: FilePart, chunk: Uint8Array): Promise<void> {
  if (part.bytes + chunk.byteLength > MAX_OPENED_BYTES)
    throw new DogearError('unsupported', 'That file is too large to be read: more than 1 GB.')
  await part.write(chunk)
}

function partName(upload: string): string {
  return `opened-${upload}`
}

function fileName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '').trim().slice(0, 200)
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch (cause) {
    throw new DogearError('invalid-input', 'A piece of the file could not be read.', { cause })
  }
}

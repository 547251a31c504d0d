// Owns the fetching of one PDF: into a part on disk that outlives a kill, gone on with by Range, checked before it takes its place.
import type { FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import type { FilePart, Ports } from '../ports.ts'
import type { AnswerHead, Receiver } from '../source/body.ts'
import type { SourceHttp } from '../source/http.ts'
import { etagOf, filesOfPaper } from '../storage/file-rows.ts'
import { notePart, partValidator, type Queued } from '../storage/file-queue-rows.ts'
import type { Store } from '../storage/store.ts'

export const MAX_PDF_BYTES = 200 * 1024 * 1024

export interface FetchedPdf {
  hash: FileHash
  bytes: number
  /** arXiv's version number; null where it does not say. */
  version: number | null
  etag: string | null
}

export interface DownloadParts {
  store: Store
  files: Ports['libraryFiles']
  http: SourceHttp
  arxivUrl: string
  /** Bytes on disk so far. */
  onBytes(bytes: number): void
}

/** Null when a newer version was asked for and arXiv has none. Throws a sentence. */
export async function fetchPdf(parts: DownloadParts, queued: Queued, { signal }: { signal: AbortSignal }): Promise<FetchedPdf | null> {
  const { store, files, http, arxivUrl } = parts
  const id = queued.paperId
  if (!paperLinks(id)) throw new DogearError('not-found', 'This paper is not on arXiv, so there is no PDF to fetch.')
  const known = queued.newer ? newestEtag(store, id) : null
  const answer = await http.get(
    {
      source: 'arxiv',
      url: `${arxivUrl}/pdf/${id}`,
      why: queued.newer ? 'whether a paper has a newer version' : 'a PDF to read offline',
      accept: 'application/pdf',
      maxBytes: MAX_PDF_BYTES,
      takesItsTime: true,
      expected: [206, 304, 403, 404, 416],
      headers: () => ({ ...rangeHeaders(store, files, id), ...(known === null ? {} : { 'if-none-match': known }) }),
      receive: async (head) => await receiverOf(parts, id, head),
    },
    { signal },
  )
  if (answer.value) return answer.value
  if (answer.status === 304) return null
  if (answer.status === 403) throw new DogearError('not-found', 'arXiv does not give out the PDF of this paper.')
  if (answer.status === 416) {
    files.dropPart(id)
    throw new DogearError('upstream', 'The PDF on arXiv is another than the one that was begun. It is fetched anew.', { retryable: true })
  }
  throw new DogearError('not-found', 'arXiv has no PDF for this paper.')
}

function newestEtag(store: Store, id: PaperId): string | null {
  const [newest] = filesOfPaper(store, id)
  return newest ? etagOf(store, newest.hash) : null
}

/** RFC 9110, 13.1.5 and 14.2: the rest is asked for only of the very answer that was begun. Packed bytes could not be counted. */
function rangeHeaders(store: Store, files: Ports['libraryFiles'], id: PaperId): Record<string, string> {
  const have = files.partBytes(id)
  const validator = partValidator(store, id)
  const plain = { 'accept-encoding': 'identity' }
  return have > 0 && validator !== null ? { ...plain, range: `bytes=${have}-`, 'if-range': validator } : plain
}

async function receiverOf(parts: DownloadParts, id: PaperId, head: AnswerHead): Promise<Receiver<FetchedPdf>> {
  const { store, files, onBytes } = parts
  const from = head.status === 206 ? beginningOf(head) : 0
  const isNext = head.status === 200 || (from === files.partBytes(id) && validatorOf(head) === partValidator(store, id))
  if (!isNext || from === null) {
    files.dropPart(id)
    throw new DogearError('upstream', 'arXiv changed the PDF while it was being fetched. It is fetched anew.', { retryable: true })
  }
  const totalBytes = totalOf(head)
  const part = await files.openPart(id, from)
  notePart(store, id, { validator: validatorOf(head), totalBytes })
  let isChecked = false
  const refuse = async (failure: DogearError): Promise<never> => {
    await part.close()
    files.dropPart(id)
    throw failure
  }
  const check = async (): Promise<void> => {
    isChecked = true
    if (!isPdf(part.edges().head)) {
      await refuse(new DogearError('upstream', 'arXiv answered with a page instead of the PDF. Try again later, or open it on the web.'))
    }
  }
  return {
    write: async (chunk) => {
      await part.write(chunk)
      if (!isChecked && part.bytes >= HEADER_BYTES) await check()
      onBytes(part.bytes)
    },
    end: async () => {
      await check()
      // what is there stays: the next try asks for the rest
      if (totalBytes !== null && part.bytes < totalBytes) throw brokeOff()
      if (totalBytes === null && !isWhole(part)) await refuse(brokeOff())
      const { hash, bytes } = await part.keep()
      const name = /filename="?[^"=]*v(\d{1,4})\.pdf/.exec(head.header('content-disposition') ?? '')
      return { hash, bytes, version: name ? Number(name[1]) : null, etag: head.header('etag') }
    },
    close: async () => await part.close(),
  }
}

function brokeOff(): DogearError {
  return new DogearError('upstream', 'The PDF broke off on its way.', { retryable: true })
}

/** Where a 206 begins; null when it does not say so. */
function beginningOf(head: AnswerHead): number | null {
  const found = /^bytes (\d+)-/.exec(head.header('content-range') ?? '')
  return found ? Number(found[1]) : null
}

function totalOf(head: AnswerHead): number | null {
  const range = /^bytes \d+-\d+\/(\d+)$/.exec(head.header('content-range') ?? '')
  if (range) return Number(range[1])
  const length = Number(head.header('content-length') ?? 0)
  return head.status === 200 && length > 0 && head.header('content-encoding') === null ? length : null
}

/** A weak ETag says nothing about single bytes, so that it can't name a part (RFC 9110, 8.8.3). */
function validatorOf(head: AnswerHead): string | null {
  const etag = head.header('etag')
  if (head.header('content-encoding') !== null) return null
  if (etag !== null && !etag.startsWith('W/')) return etag
  return etag === null ? head.header('last-modified') : null
}

const HEADER_BYTES = 1_024

/** ISO 32000-1, 7.5.2 and Annex H: the header stands within the first 1,024 bytes. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_BYTES)).includes('%PDF-')
}

/** ISO 32000-1, 7.5.5: a file ends with `%%EOF`; only asked where nobody said how long it is. */
function isWhole(part: FilePart): boolean {
  return new TextDecoder('latin1').decode(part.edges().tail).includes('%%EOF')
}

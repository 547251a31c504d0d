// Owns making papers offline: a queue that outlives a restart, one PDF at a time, checked before it is kept.
import type { Topic } from '#contract/api.ts'
import type { LibraryFile } from '#contract/files.ts'
import type { FileHash } from '#domain/annotation.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import type { SourceHttp } from '../source/http.ts'
import {
  allFiles,
  clearQueue,
  enqueue,
  fileByHash,
  filesOfPaper,
  filesTotal,
  listQueue,
  nextQueued,
  noteAttempt,
  notePresence,
  storeFile,
} from '../storage/file-rows.ts'
import type { Store } from '../storage/store.ts'

export const MAX_PDF_BYTES = 200 * 1024 * 1024
const MOST_ATTEMPTS = 4
/** After a failure that may pass: no network, a busy server. */
const BETWEEN_TRIES_MS = 60_000
const SHOWN_QUEUE = 200
const LOOKED_AT_ONCE = 200

export interface Offline {
  start(): void
  filesOfPaper(id: PaperId): LibraryFile[]
  /** Throws `not-found`. */
  file(hash: FileHash): LibraryFile
  makeOffline(ids: readonly PaperId[]): { sentence: string; queued: number }
  queue(): {
    queue: ReturnType<typeof listQueue>['queue']
    waiting: number
    fetching: PaperId | null
    onDisk: { files: number; bytes: number }
  }
  cancel(): void
  /** The network may be back, or the settings changed. */
  wake(): void
  close(): Promise<void>
}

export interface OfflineParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'log' | 'libraryFiles' | 'yieldTurn'>
  http: SourceHttp
  settings: () => CoreSettings
  changed(topics: Topic[], ids: PaperId[] | null): void
  /** A file took its place on disk. */
  onFile(): void
}

export function createOffline({ store, ports, http, settings, changed, onFile }: OfflineParts): Offline {
  const closing = new AbortController()
  let current: { id: PaperId; stop: AbortController } | null = null
  let running: Promise<void> | null = null
  let nap = new AbortController()

  /** Those that are on disk now; what went or came back outside is written down, so that no dot on the screen lies. */
  const stillThere = (files: LibraryFile[]): LibraryFile[] => {
    const looked = files.map((file) => ({ file, gone: !ports.libraryFiles.has(file.hash, file.bytes) }))
    const news = notePresence(store, looked)
    if (news.length > 0) {
      changed(
        ['files', 'papers'],
        news.flatMap((file) => file.paperId ?? []),
      )
    }
    return looked.filter(({ gone }) => !gone).map(({ file }) => file)
  }

  const lookAtAll = async (): Promise<void> => {
    const files = allFiles(store)
    for (let at = 0; at < files.length && !closing.signal.aborted; at += LOOKED_AT_ONCE) {
      stillThere(files.slice(at, at + LOOKED_AT_ONCE))
      await ports.yieldTurn()
    }
  }

  const work = async (): Promise<void> => {
    for (;;) {
      const id = nextQueued(store)
      if (id === null || closing.signal.aborted) return
      const stop = new AbortController()
      current = { id, stop }
      const signal = AbortSignal.any([stop.signal, closing.signal])
      let next: 'goes on' | 'waits' | 'stops' = 'goes on'
      try {
        await fetchPdf(id, signal)
      } catch (thrown) {
        if (closing.signal.aborted) return
        if (!stop.signal.aborted) next = failed(id, thrown)
      } finally {
        current = null
        changed(['files', 'papers'], [id])
      }
      if (next === 'stops') return
      if (next === 'waits') {
        nap = new AbortController()
        await ports.clock.sleep(BETWEEN_TRIES_MS, { signal: AbortSignal.any([nap.signal, closing.signal]) }).catch(() => undefined)
      }
    }
  }

  const failed = (id: PaperId, thrown: unknown): 'goes on' | 'waits' | 'stops' => {
    const failure = toFailure(thrown)
    if (failure.code === 'internal') ports.log({ level: 'error', event: 'pdf not kept', facts: { detail: failure.detail ?? '' } })
    if (failure.code === 'offline') return 'waits'
    // what has no place on the disk would only be fetched in vain; the next start or request goes on
    const cannotWrite = failure.code === 'disk-full' || failure.code === 'read-only'
    const mostAttempts = failure.retryable && !cannotWrite ? MOST_ATTEMPTS : 1
    const wasLast = noteAttempt(store, id, { failure: failure.message, mostAttempts })
    if (cannotWrite) return 'stops'
    return wasLast ? 'goes on' : 'waits'
  }

  const fetchPdf = async (id: PaperId, signal: AbortSignal): Promise<void> => {
    if (!paperLinks(id)) throw new DogearError('not-found', 'This paper is not on arXiv, so there is no PDF to fetch.')
    const answer = await http.get(
      {
        source: 'arxiv',
        url: `${settings().arxivUrl}/pdf/${id}`,
        why: 'a PDF to read offline',
        accept: 'application/pdf',
        maxBytes: MAX_PDF_BYTES,
        takesItsTime: true,
        expected: [403, 404],
        readBytes: (bytes, header) => {
          if (!isPdf(bytes))
            throw new DogearError('upstream', 'arXiv answered with a page instead of the PDF. Try again later, or open it on the web.')
          const told = Number(header('content-length'))
          if (told > 0 && header('content-encoding') === null && bytes.byteLength < told) {
            throw new DogearError('upstream', 'The PDF broke off on its way.', { retryable: true })
          }
          return bytes
        },
      },
      { signal },
    )
    if (answer.status === 403) throw new DogearError('not-found', 'arXiv does not give out the PDF of this paper.')
    if (answer.value === null) throw new DogearError('not-found', 'arXiv has no PDF for this paper.')
    const hash = ports.libraryFiles.keep(answer.value)
    const name = /filename="?[^"]*v(\d{1,4})\.pdf/.exec(answer.header('content-disposition') ?? '')
    const title = store.sql
      .prepare('SELECT coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?')
      .get(id)
    storeFile(store, {
      hash,
      bytes: answer.value.byteLength,
      paperId: id,
      version: name ? Number(name[1]) : null,
      title: String(title?.['title'] ?? id),
      origin: 'arxiv',
      addedAtMs: ports.clock.nowMs(),
    })
    onFile()
  }

  const run = (task: () => Promise<void>): void => {
    running = task()
      .catch((thrown: unknown) =>
        ports.log({ level: 'error', event: 'offline queue stopped', facts: { detail: toFailure(thrown).detail ?? '' } }),
      )
      .finally(() => {
        running = null
      })
  }

  const wake = (): void => {
    nap.abort()
    if (running || closing.signal.aborted) return
    run(work)
  }

  return {
    start: () =>
      run(async () => {
        await lookAtAll()
        await work()
      }),
    wake,
    filesOfPaper: (id) => stillThere(filesOfPaper(store, id)),
    file: (hash) => {
      const file = fileByHash(store, hash)
      const [there] = file ? stillThere([file]) : []
      if (!there) throw new DogearError('not-found', 'That file is not on disk any more. Make the paper offline again.')
      return there
    },
    makeOffline: (ids) => {
      for (const id of ids) stillThere(filesOfPaper(store, id))
      const queued = enqueue(store, ids, ports.clock.nowMs())
      changed(['files'], null)
      wake()
      if (queued === 0) return { queued, sentence: ids.length === 1 ? 'It is on disk already.' : 'They are on disk already.' }
      return { queued, sentence: queued === 1 ? 'Fetching the PDF.' : `Fetching ${queued} PDFs, one each three seconds.` }
    },
    queue: () => ({ ...listQueue(store, SHOWN_QUEUE), fetching: current?.id ?? null, onDisk: filesTotal(store) }),
    cancel: () => {
      clearQueue(store)
      current?.stop.abort(new DogearError('cancelled', 'Stopped.'))
      changed(['files'], null)
    },
    close: async () => {
      closing.abort(new DogearError('cancelled', 'Dogear is closing.'))
      await running
    },
  }
}

/** ISO 32000-1, 7.5.2 and Annex H: the header stands within the first 1,024 bytes. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

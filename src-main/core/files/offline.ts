// Owns making papers offline: a queue that outlives a restart, one PDF at a time, in the reader's order.
import { counted, wholeCount } from '#domain/counted.ts'
import type { CallOutput, Topic } from '#contract/api.ts'
import type { LibraryFile, QueuedFile } from '#contract/files.ts'
import type { FileHash } from '#domain/annotation.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import type { SourceHttp } from '../source/http.ts'
import {
  dequeue,
  enqueue,
  isPaused,
  listQueue,
  nextQueued,
  noteAttempt,
  putFirst,
  type Queued,
  queuedFile,
  setPaused,
  settled,
} from '../storage/file-queue-rows.ts'
import { fileByHash, filesOfPaper, filesTotal, noteOpened, recordedVersion, storedFile, storeFile } from '../storage/file-rows.ts'
import type { Store } from '../storage/store.ts'
import { type FetchedPdf, fetchPdf } from './download.ts'
import type { Presence } from './presence.ts'
import { takeAway } from './stored.ts'

const MOST_ATTEMPTS = 4
/** After a failure that may pass: no network, a busy server. */
const BETWEEN_TRIES_MS = 60_000
const SHOWN_QUEUE = 200
/** Between two words about how far a file is. */
const PROGRESS_MS = 400

export interface Offline {
  start(): void
  ofPaper(id: PaperId): CallOutput<'files.ofPaper'>
  /** Throws `not-found`. */
  file(hash: FileHash): LibraryFile
  makeOffline(ids: readonly PaperId[]): { sentence: string; queued: number }
  fetchNewer(ids: readonly PaperId[]): { sentence: string; queued: number }
  /** What a rule asks for: quietly, and after what the reader asked for. */
  askByRule(ids: readonly PaperId[]): void
  queue(): CallOutput<'files.queue'>
  cancel(ids: readonly PaperId[] | null): { sentence: string }
  pause(paused: boolean): { sentence: string }
  putFirst(ids: readonly PaperId[]): { sentence: string }
  /** The network may be back, or the settings changed. */
  wake(): void
  close(): Promise<void>
}

export interface OfflineParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'log' | 'libraryFiles' | 'yieldTurn'>
  http: SourceHttp
  settings: () => CoreSettings
  presence: Presence
  changed(topics: Topic[], ids: PaperId[] | null): void
  /** A file took its place on disk. */
  onFile(): void
}

interface Current {
  id: PaperId
  bytes: number
  stop: AbortController
}

export function createOffline({ store, ports, http, settings, presence, changed, onFile }: OfflineParts): Offline {
  const closing = new AbortController()
  let current: Current | null = null
  let running: Promise<void> | null = null
  let nap = new AbortController()
  let toldAtMs = 0

  const work = async (): Promise<void> => {
    for (;;) {
      const queued = isPaused(store) ? null : nextQueued(store)
      if (queued === null || closing.signal.aborted) return
      const now: Current = { id: queued.paperId, bytes: ports.libraryFiles.partBytes(queued.paperId), stop: new AbortController() }
      const before = now.bytes
      current = now
      changed(['downloads'], [now.id])
      const signal = AbortSignal.any([now.stop.signal, closing.signal])
      let next: 'goes on' | 'waits' | 'stops' = 'goes on'
      try {
        const parts = {
          store,
          files: ports.libraryFiles,
          http,
          arxivUrl: settings().arxivUrl,
          onBytes: (bytes: number) => progressed(now, bytes),
        }
        keep(queued, await fetchPdf(parts, queued, { signal }))
      } catch (thrown) {
        if (closing.signal.aborted) return
        if (!now.stop.signal.aborted) next = failed(queued, thrown, { hasGrown: ports.libraryFiles.partBytes(now.id) > before })
      } finally {
        current = null
        changed(['files', 'papers', 'downloads'], [now.id])
      }
      if (next === 'stops') return
      if (next === 'waits') {
        nap = new AbortController()
        await ports.clock.sleep(BETWEEN_TRIES_MS, { signal: AbortSignal.any([nap.signal, closing.signal]) }).catch(() => undefined)
      }
    }
  }

  const progressed = (now: Current, bytes: number): void => {
    now.bytes = bytes
    const nowMs = ports.clock.nowMs()
    if (Math.abs(nowMs - toldAtMs) < PROGRESS_MS) return
    toldAtMs = nowMs
    changed(['downloads'], [now.id])
  }

  const failed = ({ paperId: id }: Queued, thrown: unknown, { hasGrown }: { hasGrown: boolean }): 'goes on' | 'waits' | 'stops' => {
    const failure = toFailure(thrown)
    if (failure.code === 'internal') ports.log({ level: 'error', event: 'pdf not kept', facts: { detail: failure.detail ?? '' } })
    if (failure.code === 'offline') return 'waits'
    // what has no place on the disk would only be fetched in vain; the next start or request goes on
    const cannotWrite = ['disk-full', 'failing-disk', 'read-only'].includes(failure.code)
    // a line that breaks again and again brings the file all the same, piece by piece
    if (failure.retryable && !cannotWrite && hasGrown) return 'waits'
    const mostAttempts = failure.retryable && !cannotWrite ? MOST_ATTEMPTS : 1
    const wasLast = noteAttempt(store, id, { failure: failure.message, mostAttempts })
    if (cannotWrite) return 'stops'
    return wasLast ? 'goes on' : 'waits'
  }

  const keep = ({ paperId, askedBy, newer }: Queued, fetched: FetchedPdf | null): void => {
    const before = newer ? filesOfPaper(store, paperId) : []
    if (fetched === null) return settled(store, paperId)
    const { hash, bytes, version, etag } = fetched
    const title = store.sql
      .prepare('SELECT coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?')
      .get(paperId)
    storeFile(store, {
      hash,
      bytes,
      paperId,
      version,
      etag,
      askedBy,
      title: String(title?.['title'] ?? paperId),
      origin: 'arxiv',
      addedAtMs: ports.clock.nowMs(),
    })
    // an older version with nothing of the reader's on it has had its time
    const old = before.filter((file) => file.hash !== hash && storedFile(store, file.hash)?.readAtMs === null)
    takeAway({ store, files: ports.libraryFiles, changed }, old)
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

  const shown = (queued: Queued): QueuedFile => ({
    ...queued,
    bytes: current?.id === queued.paperId ? current.bytes : ports.libraryFiles.partBytes(queued.paperId),
  })

  /** Parts that nothing waits for any more. */
  const sweep = (): void => {
    for (const name of ports.libraryFiles.partNames()) {
      if (queuedFile(store, name.replace('_', '/')) === null) ports.libraryFiles.dropPart(name)
    }
  }

  const ask = (ids: readonly PaperId[], { askedBy, newer }: { askedBy: 'reader' | 'rule'; newer: boolean }): number => {
    for (const id of ids) presence.stillThere(filesOfPaper(store, id))
    const queued = enqueue(store, ids, { askedBy, newer, nowMs: ports.clock.nowMs() })
    if (queued > 0 || askedBy === 'reader') changed(['files', 'downloads'], null)
    wake()
    return queued
  }

  const waits = (): string => (isPaused(store) ? ' Fetching is paused.' : '')

  return {
    start: () =>
      run(async () => {
        sweep()
        await presence.lookAtAll({ signal: closing.signal })
        await work()
      }),
    wake,
    ofPaper: (id) => {
      const files = presence.stillThere(filesOfPaper(store, id))
      const recorded = recordedVersion(store, id)
      const newest = Math.max(...files.map(({ version }) => version ?? 0))
      const queued = queuedFile(store, id)
      return {
        files,
        pinned: files.filter(({ hash }) => storedFile(store, hash)?.pinned).map(({ hash }) => hash),
        newerVersion: recorded !== null && newest > 0 && recorded > newest ? recorded : null,
        queued: queued && shown(queued),
      }
    },
    file: (hash) => {
      const file = fileByHash(store, hash)
      const [there] = file ? presence.stillThere([file]) : []
      if (!there) throw new DogearError('not-found', 'That file is not on disk any more. Make the paper offline again.')
      noteOpened(store, hash, ports.clock.nowMs())
      return there
    },
    makeOffline: (ids) => {
      const queued = ask(ids, { askedBy: 'reader', newer: false })
      if (queued === 0) return { queued, sentence: ids.length === 1 ? 'It is on disk already.' : 'They are on disk already.' }
      const sentence = queued === 1 ? 'Fetching the PDF.' : `Fetching ${counted(queued, 'PDF')}, one each three seconds.`
      return { queued, sentence: sentence + waits() }
    },
    fetchNewer: (ids) => {
      const queued = ask(ids, { askedBy: 'reader', newer: true })
      return { queued, sentence: `Asking arXiv for a newer version.${waits()}` }
    },
    askByRule: (ids) => void ask(ids, { askedBy: 'rule', newer: false }),
    queue: () => {
      const { queue, waiting, failed: failures } = listQueue(store, SHOWN_QUEUE)
      return {
        queue: queue.map(shown),
        waiting,
        failed: failures,
        fetching: current?.id ?? null,
        paused: isPaused(store),
        onDisk: filesTotal(store),
      }
    },
    cancel: (ids) => {
      const stopped = dequeue(store, ids)
      if (current && stopped.includes(current.id)) current.stop.abort(new DogearError('cancelled', 'Stopped.'))
      sweepOf(stopped)
      changed(['files', 'downloads'], null)
      return { sentence: stopped.length === 1 ? 'Stopped fetching it.' : `Stopped fetching ${counted(stopped.length, 'PDF')}.` }
    },
    pause: (paused) => {
      setPaused(store, paused)
      if (paused) current?.stop.abort(new DogearError('cancelled', 'Paused.'))
      changed(['downloads'], null)
      if (!paused) wake()
      return { sentence: paused ? 'Fetching is paused.' : 'Fetching goes on.' }
    },
    putFirst: (ids) => {
      const moved = putFirst(store, ids)
      changed(['downloads'], null)
      wake()
      return {
        sentence:
          moved === 0 ? 'None of them waits.' : moved === 1 ? 'It is fetched next.' : `These ${wholeCount(moved)} are fetched next.`,
      }
    },
    close: async () => {
      closing.abort(new DogearError('cancelled', 'Dogear is closing.'))
      await running
    },
  }

  function sweepOf(ids: readonly PaperId[]): void {
    // the one that is being written is swept when it lets go, or at the next start
    for (const id of ids) if (current?.id !== id) ports.libraryFiles.dropPart(id)
  }
}

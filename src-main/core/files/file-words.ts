// Owns reading the words of files in the background, one file at a time, so that search can find what stands in them.
import type { Topic } from '#contract/api.ts'
import { toFailure } from '#domain/errors.ts'
import { linesOf } from '#domain/page-text.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from '../ports.ts'
import { fileByHash, notePresence, papersOfFile } from '../storage/file-rows.ts'
import { type FilePage, type FileTexts, nextUnreadFile, storeFilePages } from '../storage/file-text-rows.ts'
import type { Store } from '../storage/store.ts'

/** The start belongs to the reader. */
const AFTER_START_MS = 30_000
/** Above this nothing more is kept of one file: a book's worth of words twenty times over. */
const MOST_CHARACTERS = 20_000_000

export interface FileWords {
  /** Begins a while after the start of the program. */
  start(): void
  /** Reads what was not read yet; at once returns when it is at it already. */
  wake(): void
  close(): Promise<void>
}

export interface FileWordsParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'log' | 'annotationFiles' | 'yieldTurn'>
  /** `files` with the paper's id: the words of its file are in `file_texts` now. */
  changed(topics: Topic[], ids: PaperId[] | null): void
}

export function createFileWords({ store, ports, changed }: FileWordsParts): FileWords {
  const closing = new AbortController()
  let running: Promise<void> | null = null
  let wokenMeanwhile = false

  const readAll = async (): Promise<void> => {
    for (;;) {
      const hash = nextUnreadFile(store)
      if (hash === null || closing.signal.aborted) return
      const words = await wordsOf(hash)
      if (closing.signal.aborted) return
      const file = fileByHash(store, hash)
      // read when it is back: what is away says nothing about its words
      if (words === 'away' && file) notePresence(store, [{ file, gone: true }])
      else if (words !== 'away') storeFilePages(store, hash, { ...words, nowMs: ports.clock.nowMs() })
      changed(['files'], papersOfFile(store, hash))
      await ports.yieldTurn()
    }
  }

  const wordsOf = async (hash: string): Promise<Pick<FileTexts, 'pages' | 'failed' | 'readBy'> | 'away'> => {
    try {
      const bytes = await ports.annotationFiles.readLibraryFile(hash)
      const texts = await ports.annotationFiles.pageTexts(bytes, null, { signal: closing.signal })
      const pages: FilePage[] = []
      let left = MOST_CHARACTERS
      for (const [page, content] of [...texts.pages].sort(([a], [b]) => a - b)) {
        const text = linesOf(content.words).slice(0, left)
        left -= text.length
        pages.push({ page, label: content.label, text })
        // a long book must not hold up the thread
        if (page % 50 === 49) await ports.yieldTurn()
      }
      return { pages, failed: false, readBy: left > 0 ? texts.readBy : null }
    } catch (thrown) {
      const { code } = toFailure(thrown)
      if (code === 'not-found') return 'away'
      if (!closing.signal.aborted) {
        ports.log({ level: 'warning', event: 'words of a file not read', facts: { code } })
      }
      return { pages: [], failed: true, readBy: null }
    }
  }

  const wake = (): void => {
    if (closing.signal.aborted) return
    if (running) {
      wokenMeanwhile = true
      return
    }
    wokenMeanwhile = false
    running = readAll()
      .catch((thrown: unknown) =>
        ports.log({ level: 'error', event: 'words of files stopped', facts: { detail: toFailure(thrown).detail ?? '' } }),
      )
      .finally(() => {
        running = null
        if (wokenMeanwhile) wake()
      })
  }

  return {
    start: () => {
      ports.clock.sleep(AFTER_START_MS, { signal: closing.signal }).then(wake, () => undefined)
    },
    wake,
    close: async () => {
      closing.abort()
      await running
    },
  }
}

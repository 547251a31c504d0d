// Owns a search over a library on the disk, for tests of the index that is kept in it.
import { crc32 } from 'node:zlib'
import { openDatabase } from '#adapters/sqlite.ts'
import { createSearch, type Search } from '#core/search/search.ts'
import type { LogEntry } from '#core/ports.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { openLibrary, TEST_NOW_MS } from '#tests/support/library.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { type SearchedPaper, storePapers } from './searched-library.ts'

const PAPERS: SearchedPaper[] = Array.from({ length: 1100 }, (_, at) => ({
  id: `2611.${String(at).padStart(5, '0')}`,
  title: `Lantern ${at} by the harbour`,
  abstract: `An ember w${at % 50} glows.`,
}))

export interface Running {
  store: Store
  search: Search
  logs: LogEntry[]
  found(text: string): Promise<string[]>
  /** Resolves when `event` was logged. */
  logged(event: string): Promise<void>
  stop(): void
}

/** A library of 1,100 papers on the disk, whose index was never made. */
export function libraryFile(): string {
  const file = `${tempFolder()}/library.sqlite`
  const library = openLibrary(file)
  storePapers(library, PAPERS)
  library.store.sql.close()
  return file
}

interface RunOptions {
  maySave?: boolean
  readOnly?: boolean
  /** Called at every turn. */
  onTurn?: (store: Store) => void
}

export function run(file: string, { maySave = true, readOnly = false, onTurn }: RunOptions = {}): Running {
  const clock = { nowMs: () => TEST_NOW_MS, sleep: () => Promise.resolve() }
  const random = { uuid: () => '00000000-0000-4000-8000-000000000000', fraction: () => 0.5 }
  const store = openStore(openDatabase(file, { readOnly }), { clock, random, readOnly })
  const logs: LogEntry[] = []
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const ports = {
    clock,
    log: (entry: LogEntry) => logs.push(entry),
    crc32,
    yieldTurn: async () => {
      onTurn?.(store)
      await nextTurn()
    },
  }
  const search = createSearch({ store, ports, maySave, onIndexed: () => undefined })
  if (!readOnly) search.start()
  const found = async (text: string): Promise<string[]> => {
    const { hits } = await search.query({ text, limit: 10 }, { signal: new AbortController().signal })
    return hits.map(({ id }) => id)
  }
  const logged = async (event: string): Promise<void> => {
    while (!logs.some((entry) => entry.event === event)) await nextTurn()
  }
  const stop = (): void => {
    search.close()
    store.sql.close()
  }
  return { store, search, logs, found, logged, stop }
}

/** Such a library whose index is saved. */
export async function savedOnce(): Promise<string> {
  const file = libraryFile()
  const first = run(file)
  await first.logged('search.index-saved')
  first.stop()
  return file
}

export function eventsOf({ logs }: Running): string[] {
  return logs.map(({ event }) => event)
}

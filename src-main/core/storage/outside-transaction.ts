// Owns the transactions of what came from outside: whole like any other, but not worth a wait for the disk.
import type { Store } from './store.ts'

/**
 * One transaction that a power cut may take back as a whole: it can be fetched again. Leaving out the wait for the disk at each commit
 * took the longest pause of the thread during a sync from over 200 ms to a tenth of that on a busy machine. What the reader does is
 * never stored this way; their next commit brings everything before it to the disk as well (sqlite.org/pragma.html#pragma_synchronous).
 */
export function outsideTransaction<T>(store: Store, work: () => T): T {
  const usual = Number(store.sql.prepare('PRAGMA synchronous').get()?.['synchronous'] ?? 2)
  store.sql.exec('PRAGMA synchronous = NORMAL')
  try {
    return store.transaction(work)
  } finally {
    store.sql.exec(`PRAGMA synchronous = ${usual}`)
  }
}

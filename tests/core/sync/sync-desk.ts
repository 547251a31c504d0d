// Owns a sync with everything real but time and the network's far end: SQLite, HTTP on loopback, the replica.
import { onTestFinished } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'
import type { SyncStatus, Topic } from '#contract/api.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { createSync, type Sync } from '#core/sync/sync.ts'
import { type CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { type Replica, type ReplicaOptions, startReplica } from '#tests/replica/replica.ts'
import { loopbackOnly, memoryPorts, type MemoryPorts } from '#tests/support/memory-ports.ts'

export interface SyncDesk extends MemoryPorts {
  replica: Replica
  store: Store
  sync: Sync
  settings: CoreSettings
  changes: { topics: Topic[]; ids: string[] | null }[]
  statuses: SyncStatus[]
  /** Runs `sync.run` to its end over every pause. */
  run(range?: { from?: string; to?: string }): ReturnType<Sync['run']>
  /** Closes this sync and begins another one on the same library, as a restart does. */
  restart(): void
  papers(): number
  /** Papers of each stored day that has some. */
  days(): Record<string, number>
  paths(): string[]
}

export const never: AbortSignal = new AbortController().signal

export interface SyncDeskOptions extends Omit<ReplicaOptions, 'clock' | 'now'> {
  now: string
  settings?: Partial<CoreSettings>
}

export async function syncDesk({ now, settings: chosen = {}, ...options }: SyncDeskOptions): Promise<SyncDesk> {
  const machine = memoryPorts({ nowMs: Date.parse(now), http: loopbackOnly(createHttpGet()) })
  const replica = await startReplica({ ...options, clock: machine.clock })
  const store = openStore(machine.ports.database, machine.ports)
  const settings: CoreSettings = {
    ...DEFAULT_SETTINGS,
    huggingFaceUrl: replica.url,
    arxivUrl: replica.url,
    fillArchive: false,
    fetchArxiv: false,
    ...chosen,
  }
  const changes: SyncDesk['changes'] = []
  const statuses: SyncStatus[] = []
  const begin = (): Sync =>
    createSync({
      store,
      ports: machine.ports,
      settings: () => settings,
      onChanged: (topics, ids) => changes.push({ topics, ids }),
      onStatus: (status) => statuses.push(status),
    })
  const desk: SyncDesk = {
    ...machine,
    replica,
    store,
    settings,
    changes,
    statuses,
    sync: begin(),
    run: async (range = {}) => await machine.finish(desk.sync.run(range, { signal: never })),
    restart: () => {
      void desk.sync.close()
      desk.sync = begin()
    },
    papers: () => Number(store.sql.prepare('SELECT count(*) AS count FROM papers').get()?.['count']),
    days: () =>
      Object.fromEntries(
        store.sql
          .prepare('SELECT day, count(*) AS papers FROM day_entries GROUP BY day')
          .all()
          .map((row) => [row['day'], Number(row['papers'])]),
      ),
    paths: () => replica.requests.map((request) => request.path),
  }
  onTestFinished(async () => {
    await desk.sync.close()
    await replica.close()
  })
  return desk
}

/** Every row of the tables from outside, for comparing; the moments of reading left out. */
export function outsideContents(store: Store): Record<string, unknown[]> {
  const queries = {
    papers: 'SELECT * FROM papers ORDER BY id',
    entries: 'SELECT * FROM day_entries ORDER BY day, paper_id',
    trending: 'SELECT position, paper_id FROM trending_entries ORDER BY position',
    metrics: 'SELECT * FROM metric_snapshots ORDER BY paper_id, read_at_ms',
    setAside: 'SELECT * FROM set_aside ORDER BY id',
    days: 'SELECT day, sample FROM days ORDER BY day',
  }
  return Object.fromEntries(Object.entries(queries).map(([name, sql]) => [name, store.sql.prepare(sql).all()]))
}

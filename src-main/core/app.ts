// Owns the putting together of core: an open library, sync, search, and the one door `dispatch`.
import type { EventFrame, Topic } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import { createDailyBackup } from './daily-backup.ts'
import { createDigests } from './digest/digests.ts'
import { createDispatch } from './dispatch.ts'
import { createKeeping } from './exchange/keeping.ts'
import { createFileStamps } from './files/file-stamps.ts'
import { createFileWords } from './files/file-words.ts'
import { createOffline } from './files/offline.ts'
import { createPictures } from './files/pictures.ts'
import { createPresence } from './files/presence.ts'
import { createFileRules } from './files/rules.ts'
import { createFollowLookups } from './follow-lookups.ts'
import { createHandlers } from './handlers.ts'
import { finishTravels } from './bulk-travel.ts'
import { pruneHistory } from './history.ts'
import type { Ports } from './ports.ts'
import { SAMPLE_DAY } from './queries/library.ts'
import { sampleDays } from './sample/sample-days.ts'
import { createSearch } from './search/search.ts'
import { storeSamples } from './storage/sample-rows.ts'
import { openStore } from './storage/store.ts'
import { createSync } from './sync/sync.ts'

export interface App {
  /** Never throws: a failure is data. */
  dispatch(name: string, input: unknown, options: { signal: AbortSignal }): Promise<Outcome>
  /** Every event until the returned function is called. */
  subscribe(listener: (frame: EventFrame) => void): () => void
  configure(settings: CoreSettings): void
  /** Begins what runs in the background: indexing and the schedule of syncs. */
  start(): void
  /** Stops the background work and closes the database; what was acknowledged is on disk already. */
  close(): Promise<void>
}

export interface AppOptions {
  settings: CoreSettings
  /** Check also what handlers return against the contract; for tests. */
  checkOutputs?: boolean
  /** A library that may only be read: nothing is migrated or stored. */
  readOnly?: boolean
  /** Who does what is done, where that is not the reader. */
  by?: string | undefined
}

/** Throws `newer-database`, `damaged-database`, `read-only`, `disk-full` or `busy`. */
export function createApp(ports: Ports, options: AppOptions): App {
  let settings = options.settings
  const listeners = new Set<(frame: EventFrame) => void>()
  const emit = (frame: EventFrame): void => {
    for (const listener of listeners) listener(frame)
  }
  const store = openStore(ports.database, { ...ports, readOnly: options.readOnly ?? false, by: options.by })
  if (!options.readOnly) {
    finishTravels(store)
    storeSamples(store, sampleDays(SAMPLE_DAY), ports.clock.nowMs())
    pruneHistory(store)
  }

  const changed = (topics: Topic[], ids: PaperId[] | null, annotations: AnnotationId[] | null = null): void => {
    emit({ name: 'changed', data: { topics, ids, annotations } })
    keeping.changed(topics, ids)
  }
  const readOnly = options.readOnly ?? false
  const keeping = createKeeping({
    store,
    ports,
    // what comes back from the vault is told and indexed like any other change
    context: { store, clock: ports.clock, random: ports.random, changed: (...change) => changedAndIndexed(...change) },
    readOnly,
    settings: () => settings,
    notify: (topics) => emit({ name: 'changed', data: { topics, ids: [], annotations: [] } }),
  })
  const search = createSearch({ store, ports, maySave: !readOnly, onIndexed: () => changed(['index'], null) })
  const changedAndIndexed = (topics: Topic[], ids: PaperId[] | null, annotations: AnnotationId[] | null = null): void => {
    search.changed(ids)
    changed(topics, ids, annotations)
    // once all that this leads to is put together
    if (topics.includes('marks') || topics.includes('days')) lookAtRules()
    if (topics.includes('library') && !readOnly) followLookups.wake()
  }
  const followLookups = createFollowLookups({ store, ports, changed })
  let lookAtRules = (): void => undefined
  const sync = createSync({
    store,
    ports,
    settings: () => settings,
    onChanged: changedAndIndexed,
    onStatus: (status) => emit({ name: 'sync', data: status }),
  })
  const fileWords = createFileWords({ store, ports, changed: changedAndIndexed })
  const presence = createPresence({ store, ports, readOnly: options.readOnly ?? false, changed, onBack: () => fileWords.wake() })
  const onFile = (): void => {
    fileWords.wake()
    rules.look()
  }
  const offline = createOffline({ store, ports, http: sync.http, settings: () => settings, presence, changed, onFile })
  const rules = createFileRules({ store, ports, files: ports.libraryFiles, offline, settings: () => settings, changed })
  if (!options.readOnly) lookAtRules = () => rules.look()
  const digests = createDigests({
    store,
    ports,
    settings: () => settings,
    search,
    followed: followLookups.settled,
    isSyncing: () => {
      const { state, phase } = sync.status()
      return state === 'running' && phase === 'days'
    },
    changed,
    notify: (notice) => emit({ name: 'notice', data: notice }),
  })
  const pictures = createPictures({ store, ports, http: sync.http, settings: () => settings, changed })
  const fileStamps = createFileStamps({
    context: { store, clock: ports.clock, random: ports.random, changed: changedAndIndexed },
    ports,
    http: sync.http,
    arxivUrl: () => settings.arxivUrl,
    changed: changedAndIndexed,
    tell: (sentence, { undo }) => emit({ name: 'told', data: { sentence, undo } }),
  })
  const handlers = createHandlers({
    store,
    ports,
    sync,
    search,
    offline,
    fileStamps,
    pictures,
    digests,
    keeping,
    readOnly,
    onFile,
    settings: () => settings,
    changed: changedAndIndexed,
    progress: (call, done, total) => emit({ name: 'progress', data: { call, done, total } }),
  })
  const dailyBackup = createDailyBackup({
    ports,
    prune: () => pruneHistory(store),
    notify: (notice) => emit({ name: 'notice', data: notice }),
  })
  if (!readOnly) followLookups.wake()
  const dispatch = createDispatch(handlers, { log: ports.log, checkOutputs: options.checkOutputs ?? false })

  return {
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    configure: (next) => {
      settings = next
      sync.settingsChanged()
      offline.wake()
      fileStamps.wake()
      rules.look()
      digests.settingsChanged()
      keeping.settingsChanged()
    },
    start: () => {
      search.start()
      sync.start()
      dailyBackup.start()
      offline.start()
      fileStamps.wake()
      digests.start()
      keeping.start()
      fileWords.start()
      rules.look()
    },
    close: async () => {
      await followLookups.close()
      await dailyBackup.close()
      await digests.close()
      await keeping.close()
      await rules.close()
      await offline.close()
      await fileStamps.close()
      await pictures.close()
      await fileWords.close()
      await sync.close()
      search.close()
      ports.database.close()
      listeners.clear()
    },
  }
}

// Owns which function answers which call. Nothing happens here but the passing on.
import type { Api, CallName, CallOutput, Done, ParsedInput, Topic } from '#contract/api.ts'
import { localDayOf } from '#domain/day.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { BulkContext, CommandContext } from './command.ts'
import { move } from './commands/reading-list.ts'
import { removeSamples } from './commands/samples.ts'
import { BULK_FROM } from './bulk-command.ts'
import { decide, decideMany, setRead, setReadMany, snooze, snoozeMany } from './commands/triage.ts'
import { longStep, travelByTurns } from './bulk-travel.ts'
import { exportLibrary } from './export/export-library.ts'
import { goTo, listHistory, redo, type Travelled, undo, undoStep } from './history.ts'
import type { Digests } from './digest/digests.ts'
import type { Keeping } from './exchange/keeping.ts'
import type { FileStamps } from './files/file-stamps.ts'
import type { Offline } from './files/offline.ts'
import type { Pictures } from './files/pictures.ts'
import type { Ports } from './ports.ts'
import { catchUp } from './queries/catch-up.ts'
import { insights } from './queries/insights.ts'
import { libraryStatus, listDays } from './queries/library.ts'
import { listPapers } from './queries/lists.ts'
import { getPaper } from './queries/paper.ts'
import { paperRows } from './queries/rows.ts'
import { annotationHandlers } from './handlers/annotations.ts'
import { citationHandlers } from './handlers/citations.ts'
import { digestHandlers } from './handlers/digest.ts'
import { secretHandlers } from './handlers/secrets.ts'
import { exchangeHandlers } from './handlers/exchange.ts'
import { feedHandlers } from './handlers/feed.ts'
import { fileHandlers } from './handlers/files.ts'
import { keepingHandlers } from './handlers/keeping.ts'
import { noteHandlers } from './handlers/notes.ts'
import { pictureHandlers } from './handlers/pictures.ts'
import { placeHandlers } from './handlers/places.ts'
import { readingHandlers } from './handlers/reading.ts'
import { savedSearchHandlers } from './handlers/saved-searches.ts'
import { tagHandlers } from './handlers/tags.ts'
import { examineLibrary } from './queries/examine.ts'
import type { Search } from './search/search.ts'
import type { Store } from './storage/store.ts'
import type { Sync } from './sync/sync.ts'
import { telling } from './waits.ts'

type CoreCall = { [Name in CallName]: Api[Name]['owner'] extends 'core' ? Name : never }[CallName]

/** One function a call; the input is parsed already, `signal` is last and only where something waits. */
export type Handlers = {
  [Name in CoreCall]: (input: ParsedInput<Name>, options: { signal: AbortSignal }) => CallOutput<Name> | Promise<CallOutput<Name>>
}

export interface HandlerParts {
  store: Store
  ports: Ports
  sync: Sync
  search: Search
  offline: Offline
  fileStamps: FileStamps
  pictures: Pictures
  digests: Digests
  keeping: Keeping
  /** A library that may only be read. */
  readOnly: boolean
  /** A PDF took its place on disk. */
  onFile(): void
  settings(): CoreSettings
  changed(topics: Topic[], ids: PaperId[] | null, annotations?: AnnotationId[] | null): void
  /** How far a long command is. */
  progress(call: string, done: number, total: number): void
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { store, ports, sync, search, changed } = parts
  const { clock, random } = ports
  const context: CommandContext = { store, clock, random, changed }
  const bulk: BulkContext = { ...context, yieldTurn: () => ports.yieldTurn(), progress: parts.progress }

  const travelled = ({ id, sentence, papers, topics, annotations }: Travelled): Done => {
    changed(topics, topics.includes('library') ? null : papers, annotations)
    return { sentence, historyId: id, ids: papers.slice(0, 200) }
  }
  const withRows = (done: Done): CallOutput<'history.undo'> => ({ ...done, rows: paperRows(store, done.ids) })

  // a long step on its way back comes first: the next undo is about the step before it
  let travelling: Promise<unknown> = Promise.resolve()
  const inTurn = async (
    call: string,
    { side, id = null }: { side: 'before' | 'after'; id?: number | null },
    options: { signal: AbortSignal },
    short: () => Travelled,
  ): Promise<Done> => {
    const mine = travelling.then(async () => {
      const long = longStep(store, side, id)
      if (long === null) return travelled(short())
      return travelled(await travelByTurns(bulk, call, { id: long, side, keepRefused: id !== null }, options))
    })
    travelling = mine.catch(() => undefined)
    return await mine
  }

  return {
    'library.status': () => libraryStatus(store, ports),
    'papers.list': async ({ place, sort, filter, rows }) => {
      const today = localDayOf(clock.nowMs())
      const listed = place.kind === 'catch-up' ? await catchUp(store, today, () => ports.yieldTurn()) : place
      const list = listPapers(store, { place: listed, sort, filter, today, nowMs: clock.nowMs() })
      return { ...list, rows: paperRows(store, list.ids.slice(0, rows)) }
    },
    'papers.rows': ({ ids }) => ({ rows: paperRows(store, ids) }),
    'papers.get': ({ id }) => getPaper(store, id),
    'papers.similar': ({ id, limit }) => {
      const near = search.similar(id, limit)
      const rows = new Map(
        paperRows(
          store,
          near.map((paper) => paper.id),
        ).map((row) => [row.id, row]),
      )
      return {
        papers: near.flatMap((paper) => {
          const row = rows.get(paper.id)
          return row ? [{ ...paper, title: row.title, state: row.state }] : []
        }),
      }
    },
    'papers.inView': ({ ids }) => {
      sync.inView(ids)
      return {}
    },
    'insights.get': ({ weeks }) => insights(store, { weeks, nowMs: clock.nowMs() }),
    'days.list': ({ from, to }) => ({ days: listDays(store, { from, to, nowMs: clock.nowMs() }) }),
    'search.query': async (input, options) => {
      const answer = await search.query(input, options)
      return {
        ...answer,
        rows: paperRows(
          store,
          answer.hits.slice(0, input.rows).map(({ id }) => id),
        ),
      }
    },
    'search.names': async (input, options) => ({ names: await search.names(input, options) }),

    'triage.decide': (input, options) => (input.ids.length < BULK_FROM ? decide(context, input) : decideMany(bulk, input, options)),
    'triage.snooze': (input, options) => (input.ids.length < BULK_FROM ? snooze(context, input) : snoozeMany(bulk, input, options)),
    'triage.setRead': (input, options) => (input.ids.length < BULK_FROM ? setRead(context, input) : setReadMany(bulk, input, options)),
    'readingList.move': (input) => move(context, input),
    'sample.remove': () => removeSamples(context),
    'history.list': ({ limit, before }) => listHistory(store, limit, before),
    'history.undoStep': ({ id }, options) => inTurn('history.undoStep', { side: 'before', id }, options, () => undoStep(store, id)),
    'history.goTo': async ({ id }) => {
      await travelling
      return travelled(goTo(store, id))
    },
    'history.undo': async (_input, options) => withRows(await inTurn('history.undo', { side: 'before' }, options, () => undo(store))),
    'history.redo': async (_input, options) => withRows(await inTurn('history.redo', { side: 'after' }, options, () => redo(store))),

    'sync.status': () => sync.status(),
    'sync.run': (input, options) => sync.run(input, options),
    'sync.cancel': () => {
      sync.cancel()
      return {}
    },
    'sync.wake': () => {
      sync.wake()
      parts.offline.wake()
      parts.fileStamps.wake()
      parts.digests.wake()
      return {}
    },
    'sync.activity': (input) => sync.activity(input),

    'library.verify': (_input, options) => examineLibrary({ store, ports, search }, options),
    'library.backup': ({ path }, options) => ports.backup(path ?? null, options),
    'library.export': (input, options) => {
      const giving = { store, pattern: parts.settings().exchange.citationKeyPattern, nowMs: clock.nowMs(), readOnly: parts.readOnly }
      return exportLibrary(parts, giving, input, localDayOf(clock.nowMs()), telling(parts, 'library.export', options))
    },

    ...citationHandlers(parts),
    ...digestHandlers(parts),
    ...secretHandlers(parts),
    ...exchangeHandlers(parts),
    ...feedHandlers(parts),
    ...keepingHandlers(parts),
    ...fileHandlers(parts),
    ...annotationHandlers(parts),
    ...noteHandlers(parts),
    ...pictureHandlers(parts),
    ...placeHandlers(parts),
    ...readingHandlers(parts),
    ...savedSearchHandlers(parts),
    ...tagHandlers(parts),
  }
}

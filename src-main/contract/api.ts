// Owns the table of every call and every event between a window (or the command line) and the program.
import { z } from 'zod'
import { AnnotationId } from '#domain/annotation.ts'
import { Day } from '#domain/day.ts'
import { Failure } from '#domain/errors.ts'
import { FollowCount } from '#domain/follow.ts'
import { ListFilter, ListPlace, ListSort } from '#domain/list.ts'
import { PaperState } from '#domain/marks.ts'
import { PaperDetail, PaperId, PaperRow } from '#domain/paper.ts'
import { Settings, SettingsPatch } from '#domain/settings.ts'
import { annotationCalls } from './annotations.ts'
import { copyCalls } from './copies.ts'
import { byHost, command, query } from './define.ts'
import { citationCalls } from './citations.ts'
import { digestCalls } from './digest.ts'
import { exchangeCalls } from './exchange.ts'
import { feedCalls } from './feed.ts'
import { fileCalls } from './files.ts'
import { historyCalls } from './history.ts'
import { keepingCalls } from './keeping.ts'
import { insightCalls } from './insights.ts'
import { noteCalls } from './notes.ts'
import { pictureCalls } from './pictures.ts'
import { placeCalls } from './places.ts'
import { readingCalls } from './reading.ts'
import { secretCalls } from './secrets.ts'
import { searchCalls } from './search.ts'
import { savedSearchCalls } from './searches.ts'
import { Done, Ids, Nothing } from './shapes.ts'
import { tagCalls } from './tags.ts'
import { textCalls } from './texts.ts'

export { Done } from './shapes.ts'

export const DaySummary = z.object({
  day: Day,
  papers: z.number().int(),
  decided: z.number().int(),
  saved: z.number().int(),
  fetchedAtMs: z.number().nullable(),
  sample: z.boolean(),
})
export type DaySummary = z.infer<typeof DaySummary>

export const Counts = z.object({
  /** Undecided papers of the newest day that has papers. */
  today: z.number().int(),
  inbox: z.number().int(),
  later: z.number().int(),
  shortlist: z.number().int(),
  archive: z.number().int(),
  dismissed: z.number().int(),
  snoozed: z.number().int(),
  notes: z.number().int(),
  papers: z.number().int(),
})
export type Counts = z.infer<typeof Counts>

export const LibraryStatus = z.object({
  /** `sample` until the first real day is stored; the sample days are never counted among real ones. */
  mode: z.enum(['sample', 'real']),
  samplesRemoved: z.boolean(),
  /** The feed's current day. */
  feedDay: Day,
  /** The newest day that has papers; what Today opens. Null in an empty library. */
  newestDay: Day.nullable(),
  inboxSince: Day,
  nowMs: z.number(),
  dataFolder: z.string(),
  appVersion: z.string(),
  schemaVersion: z.number().int(),
  counts: Counts,
  follows: z.array(FollowCount),
  /** Undecided papers of the days before the newest: what Catch up has. */
  missed: z.number().int(),
})
export type LibraryStatus = z.infer<typeof LibraryStatus>

export const SyncStatus = z.object({
  /** `waiting`: told by the source to wait, or between two tries. */
  state: z.enum(['idle', 'running', 'waiting', 'offline', 'off']),
  phase: z.enum(['days', 'archive', 'abstracts']).nullable(),
  /** Of the running phase: days or months or papers. */
  progress: z.object({ done: z.number().int(), total: z.number().int(), unit: z.string() }).nullable(),
  papersStored: z.number().int(),
  papersPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  waitingUntilMs: z.number().nullable(),
  lastSyncedAtMs: z.number().nullable(),
  archive: z.object({ doneMonths: z.number().int(), totalMonths: z.number().int() }),
  abstractsWaiting: z.number().int(),
  setAside: z.number().int(),
  /** One sentence for the foot of the sidebar. */
  sentence: z.string(),
  lastFailure: Failure.nullable(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

export const SyncReport = z.object({
  days: z.number().int(),
  papers: z.number().int(),
  rows: z.number().int(),
  setAside: z.number().int(),
  requests: z.number().int(),
  ms: z.number(),
})
export type SyncReport = z.infer<typeof SyncReport>

export const ActivityEntry = z.object({
  id: z.number().int(),
  atMs: z.number(),
  host: z.string(),
  path: z.string(),
  why: z.string(),
  status: z.number().int().nullable(),
  bytes: z.number().int(),
  ms: z.number(),
  failure: z.string().nullable(),
})
export type ActivityEntry = z.infer<typeof ActivityEntry>

export const SetAsideRow = z.object({
  id: z.number().int(),
  atMs: z.number(),
  day: z.string().nullable(),
  paperId: z.string().nullable(),
  reason: z.string(),
  /** The first 2,000 characters of the row as it came. */
  excerpt: z.string(),
})
export type SetAsideRow = z.infer<typeof SetAsideRow>

export const SimilarPaper = z.object({
  id: PaperId,
  title: z.string(),
  state: PaperState,
  /** Cosine of the two papers' most telling words, 0 to 1. */
  score: z.number(),
  /** The words both have that count most. */
  shared: z.array(z.string()),
})
export type SimilarPaper = z.infer<typeof SimilarPaper>

export const ListAnswer = z.object({
  /** Every paper of the list, in order. */
  ids: z.array(PaperId),
  /** The first rows of it; ask `papers.rows` for the rest as it comes into view. */
  rows: z.array(PaperRow),
  /** Where in `ids` those stand that have no decision, ascending. */
  undecided: z.array(z.number().int()),
  /** Of those that the filters let through, `undecided` aside; 0 in the inbox, and where everything is decided. */
  decided: z.number().int(),
  saved: z.number().int(),
  /** Near-duplicates that are not listed, since another of the list says the same. */
  folded: z.number().int(),
  /** Votes gained, in the lists that go by them. */
  gained: z.record(PaperId, z.number().int()),
  /** How long all of a reading list takes, in minutes, of how many papers that is known and of how many it is not. */
  reading: z.object({ minutes: z.number(), papers: z.number().int(), unknown: z.number().int() }).nullable(),
  /** When the list was read from the source; null where that has no meaning. */
  fetchedAtMs: z.number().nullable(),
})
export type ListAnswer = z.infer<typeof ListAnswer>

export const Problem = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })

export const api = {
  // What there is to read
  'library.status': query(Nothing, LibraryStatus),
  'papers.list': query(
    z.object({
      place: ListPlace,
      sort: ListSort.default('place'),
      filter: ListFilter.default({}),
      rows: z.number().int().min(0).max(1000).default(60),
    }),
    ListAnswer,
  ),
  'papers.rows': query(z.object({ ids: Ids }), z.object({ rows: z.array(PaperRow) })),
  'papers.get': query(z.object({ id: PaperId }), PaperDetail),
  /** Papers near in meaning, best first; none while the paper isn't indexed yet. */
  'papers.similar': query(
    z.object({ id: PaperId, limit: z.number().int().min(1).max(50).default(6) }),
    z.object({ papers: z.array(SimilarPaper) }),
  ),
  'days.list': query(z.object({ from: Day, to: Day }), z.object({ days: z.array(DaySummary) })),

  // What a reader does; each is one step of undo
  'triage.decide': command(z.object({ ids: Ids, state: PaperState }), Done),
  'triage.snooze': command(z.object({ ids: Ids, until: Day.nullable() }), Done),
  'triage.setRead': command(z.object({ ids: Ids, read: z.boolean() }), Done),
  /** Puts papers directly before `before`, or at the end of their list when it is null. */
  'readingList.move': command(z.object({ ids: Ids, before: PaperId.nullable() }), Done),
  'sample.remove': command(Nothing, Done),

  // What comes from outside
  'sync.status': query(Nothing, SyncStatus),
  /** Without days: the last 14, and what is trending unless that is false. */
  'sync.run': command(z.object({ from: Day.optional(), to: Day.optional(), trending: z.boolean().default(true) }), SyncReport),
  'sync.cancel': command(Nothing, Nothing),
  /** Says that the network may be back, or that the machine woke: what waits is tried at once. */
  'sync.wake': command(Nothing, Nothing),
  'sync.activity': query(
    z.object({ limit: z.number().int().min(1).max(1000).default(200) }),
    z.object({ entries: z.array(ActivityEntry), setAside: z.array(SetAsideRow) }),
  ),
  /** Papers on screen: their arXiv abstracts are fetched before others. Never an error. */
  'papers.inView': command(z.object({ ids: z.array(PaperId).max(200) }), Nothing),

  // Looking after the library
  'library.verify': query(Nothing, z.object({ ok: z.boolean(), checks: z.array(Problem) })),
  'library.backup': command(z.object({ path: z.string().max(4096).optional() }), z.object({ path: z.string(), bytes: z.number().int() })),
  'library.export': query(
    z.object({
      format: z.enum(['json', 'csv', 'bibtex', 'biblatex', 'ris', 'csl-json', 'markdown']),
      state: PaperState.optional(),
      day: Day.optional(),
      ids: z.array(PaperId).max(100_000).optional(),
    }),
    z.object({ text: z.string(), papers: z.number().int() }),
  ),

  // Each in a file of its own, by noun
  ...citationCalls,
  ...digestCalls,
  ...secretCalls,
  ...exchangeCalls,
  ...feedCalls,
  ...fileCalls,
  ...historyCalls,
  ...annotationCalls,
  ...keepingCalls,
  ...copyCalls,
  ...insightCalls,
  ...noteCalls,
  ...pictureCalls,
  ...placeCalls,
  ...readingCalls,
  ...searchCalls,
  ...savedSearchCalls,
  ...tagCalls,
  ...textCalls,

  // Answered by the process that owns the window
  'settings.get': byHost(query(Nothing, z.object({ settings: Settings, notice: z.string().nullable() }))),
  'settings.set': byHost(command(SettingsPatch, z.object({ settings: Settings }))),
  /** Versions, sizes and the last lines of the log, to report a problem with; nothing that was read or written. */
  'diagnostics.get': byHost(query(Nothing, z.object({ text: z.string() }))),
  /** Opens an http(s) address in the system's browser; in a browser window the window does it itself. */
  'shell.open': byHost(command(z.object({ url: z.string().max(2048) }), Nothing)),
} as const

export type Api = typeof api
export type CallName = keyof Api
export type CallInput<Name extends CallName> = z.input<Api[Name]['input']>
export type ParsedInput<Name extends CallName> = z.output<Api[Name]['input']>
export type CallOutput<Name extends CallName> = z.output<Api[Name]['output']>

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(api, name)
}

/** What a `changed` event may name; live queries that read a topic run again. */
export const Topic = z.enum([
  'papers',
  'days',
  'marks',
  'tags',
  'notes',
  'history',
  'library',
  'index',
  'activity',
  'settings',
  'files',
  'downloads',
  'pictures',
  'annotations',
  'searches',
])
export type Topic = z.infer<typeof Topic>

/** `link`: the dogear:// link that a click on it follows. */
export const Notice = z.object({ title: z.string(), body: z.string(), link: z.string().max(300).nullable() })
export type Notice = z.infer<typeof Notice>

export const events = {
  /** Data changed. `ids` narrows it to these papers where that is known, `annotations` to these marks on pages; null means any. */
  changed: z.object({
    topics: z.array(Topic),
    ids: z.array(PaperId).nullable(),
    annotations: z.array(AnnotationId).nullable().default(null),
  }),
  sync: SyncStatus,
  /** How far a command over very many papers is. */
  progress: z.object({ call: z.string(), done: z.number().int(), total: z.number().int() }),
  /** A dogear:// link from outside asks for a paper, a file or a mark in one. */
  showLink: z.object({ link: z.string().max(300) }),
  /** The native menu asks for an action of `actions.ts`. */
  action: z.object({ id: z.string() }),
  settings: Settings,
  /** Something was done by itself that was asked for before; `undo`: it is the last step of the history. */
  told: z.object({ sentence: z.string(), undo: z.boolean() }),
  /** For the system's notifications, and as a message in the window. */
  notice: Notice,
} as const

export type Events = { [Name in keyof typeof events]: z.output<(typeof events)[Name]> }
export type EventName = keyof Events
export type EventFrame = { [Name in EventName]: { name: Name; data: Events[Name] } }[EventName]

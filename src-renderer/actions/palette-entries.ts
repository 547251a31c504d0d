// Owns what the palette can do: every action, place, day, tag and saved search, and what was found for what is typed.
import { type ActionId, actionList, type ActionSpec, isActionId } from '#contract/actions.ts'
import type { DaySummary } from '#contract/api.ts'
import type { Day } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SavedSearch } from '#domain/saved-search.ts'
import type { Settings } from '#domain/settings.ts'
import { useSettings } from '../state/settings.ts'
import { longDay } from '../words/days.ts'
import { counted } from '#domain/counted.ts'
import { THEMES } from '../words/themes.ts'
import { go, showPaper } from './go.ts'
import { changeSettings } from './library.ts'
import { canPerform, perform } from './perform.ts'
import { findNames, findPapers } from './search.ts'
import { openSavedSearch } from './search-place.ts'

export interface PaletteEntry {
  /** The same for ever: what was used last is remembered by it. */
  key: string
  title: string
  kind: string
  action?: ActionId
  run(): void
}

/** What is wanted most comes first while nothing is typed. */
const GROUPS: readonly ActionSpec['group'][] = ['Decide', 'Paper', 'Go to', 'Window', 'Library', 'Reading list', 'Move']
const MOST_REMEMBERED = 12

/** What the palette is made of; right after the start it may still be on its way. */
export interface KnownHere {
  searches: readonly SavedSearch[]
  tags: readonly { name: string }[]
  days: ReadonlyMap<Day, DaySummary>
  /** The newest day of the source: days of its year are told without the year. */
  feedDay: Day | null
}

/** Everything that is known here and can be done now, in the order in which it stands while nothing is typed. */
export function paletteEntries({ searches, tags, days, feedDay }: KnownHere): PaletteEntry[] {
  const doable = actionEntries.filter(({ id }) => canPerform(id)).map(({ entry }) => entry)
  const saved = searches.map(({ id, name, query }): PaletteEntry => ({
    key: `search ${id}`,
    title: name,
    kind: 'Search',
    run: () => openSavedSearch(query),
  }))
  return [...doable, ALL, ...themeEntries, ...saved, ...tagEntries(tags), ...dayEntries(days, feedDay)]
}

const actionEntries = actionList()
  .filter(({ id }) => id !== 'palette.open' && id !== 'view.back' && !id.startsWith('list.'))
  .toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
  .map(({ id, title, group }): { id: ActionId; entry: PaletteEntry } => ({
    id,
    entry: { key: id, title, kind: group, action: id, run: () => perform(id) },
  }))

const ALL: PaletteEntry = { key: 'all', title: 'Go to All papers', kind: 'Go to', run: () => go({ kind: 'all' }) }

const themeEntries = THEMES.map(([theme, title]): PaletteEntry => ({
  key: `theme ${theme}`,
  title: `Theme: ${title}`,
  kind: 'Window',
  run: () => changeSettings({ theme }),
}))

// tags and days are many, and the same from one opening of the palette to the next
const tagEntries = keptWhileSame((tags: KnownHere['tags']) => tags.map(({ name }) => tagEntry(name)))

const dayEntries = keptWhileSame((days: KnownHere['days'], feedDay: Day | null) => {
  const thisYear = feedDay?.slice(0, 4) ?? ''
  const stored = [...days.values()].filter((day) => !day.sample && day.papers > 0).reverse()
  return stored.map(({ day }): PaletteEntry => ({
    key: `day ${day}`,
    title: `${longDay(day, thisYear)} (${day})`,
    kind: 'Day',
    run: () => go({ kind: 'day', day }),
  }))
})

function keptWhileSame<Args extends readonly unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
  let last: { args: Args; result: Result } | undefined
  return (...args) => {
    if (!last || args.some((arg, at) => arg !== last?.args[at])) last = { args, result: work(...args) }
    return last.result
  }
}

function tagEntry(name: string): PaletteEntry {
  return { key: `tag ${name}`, title: `#${name}`, kind: 'Tag', run: () => go({ kind: 'tag', tag: name }) }
}

function paperEntry(id: PaperId, title: string): PaletteEntry {
  return { key: `paper ${id}`, title, kind: 'Paper', run: () => void showPaper(id) }
}

function nameEntry(field: 'author' | 'org', name: string, papers?: number): PaletteEntry {
  const kind = field === 'author' ? 'Author' : 'Organization'
  const title = papers === undefined || papers < 2 ? name : `${name} · ${counted(papers, 'paper')}`
  return { key: `${field} ${name}`, title, kind, run: () => openSavedSearch(`${field}:"${name.replaceAll('"', '')}"`) }
}

/** What was used last, newest first, as far as it is still there. */
export function recentEntries(choices: Settings['recentChoices'], entries: readonly PaletteEntry[]): PaletteEntry[] {
  const wanted = new Set(choices.map(({ key }) => key))
  const byKey = new Map<string, PaletteEntry>()
  if (wanted.size > 0) for (const entry of entries) if (wanted.has(entry.key)) byKey.set(entry.key, entry)
  return choices.flatMap(({ key, title }) => byKey.get(key) ?? rebuilt(key, title) ?? [])
}

/** Papers and names are not among what is known here, but their words say all that is needed. */
function rebuilt(key: string, title: string): PaletteEntry | null {
  const [kind = '', ...rest] = key.split(' ')
  const name = rest.join(' ')
  if (kind === 'paper') return paperEntry(name, title)
  return kind === 'author' || kind === 'org' ? nameEntry(kind, name) : null
}

export function rememberChoice({ key, title }: PaletteEntry): void {
  const { settings, loaded } = useSettings.getState()
  // what is not read yet must not be written over
  if (!loaded) return
  const before = settings.recentChoices
  // an action that is asked for by its own key would only stand in the way
  if (isActionId(key) && before[0]?.key === key) return
  const recentChoices = [{ key, title: title.slice(0, 400) }, ...before.filter((choice) => choice.key !== key)].slice(0, MOST_REMEMBERED)
  changeSettings({ recentChoices })
}

/** Names and papers of the library for what is typed; empty where the question was given up. */
export async function foundEntries(typed: string, signal: AbortSignal): Promise<PaletteEntry[]> {
  const [authors, organizations, papers] = await Promise.all([
    findNames('author', typed, signal),
    findNames('org', typed, signal),
    findPapers(typed, signal),
  ])
  if (signal.aborted) return []
  return [
    ...authors.slice(0, 5).map(({ name, papers: count }) => nameEntry('author', name, count)),
    ...organizations.slice(0, 3).map(({ name, papers: count }) => nameEntry('org', name, count)),
    ...papers.map(({ id, title }) => paperEntry(id, title)),
  ]
}

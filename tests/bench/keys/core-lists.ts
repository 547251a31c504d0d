// Owns how long core takes for the lists of a large library: what stands between a key and the rows that it asks for.
import { openApp } from '#hosts/core-thread/open-app.ts'
import type { ListPlace } from '#domain/list.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { longestStretch, round1, workedMs } from './stretch.ts'

export interface ListFigures {
  list: string
  papers: number
  /** Milliseconds that core's thread worked for the answer, with the first sixty rows; what others did on the machine is not in it. */
  p50: number
  max: number
  /** Milliseconds of that work at a stretch, at most: so long another call waits. */
  stretch: number
}

const ROUNDS = 9

const CASES: readonly { list: string; place: ListPlace; sort?: string; filter?: Record<string, boolean> }[] = [
  { list: 'inbox', place: { kind: 'inbox' } },
  { list: 'catch up', place: { kind: 'catch-up' } },
  { list: 'followed', place: { kind: 'followed' } },
  { list: 'rising', place: { kind: 'rising' } },
  { list: 'since: rose', place: { kind: 'since', what: 'rose' } },
  { list: 'later', place: { kind: 'state', state: 'later' } },
  ...(['place', 'votes', 'date', 'title', 'saved', 'waiting'] as const).map((sort) => ({
    list: `archive by ${sort}`,
    place: { kind: 'state', state: 'archive' } as const,
    sort,
  })),
  { list: 'archive, unread', place: { kind: 'state', state: 'archive' }, filter: { unread: true } },
  { list: 'archive, with code', place: { kind: 'state', state: 'archive' }, filter: { hasCode: true } },
  ...(['place', 'votes', 'date', 'title'] as const).map((sort) => ({ list: `all by ${sort}`, place: { kind: 'all' } as const, sort })),
  { list: 'all, undecided', place: { kind: 'all' }, filter: { undecided: true } },
  { list: 'notes', place: { kind: 'notes' } },
]

export async function measureLists(dataFolder: string, nowMs: number): Promise<ListFigures[]> {
  const settings = { ...DEFAULT_SETTINGS, networkOn: false }
  const app = openApp({ dataFolder, settings, appVersion: '0.0.0', clockOffsetMs: nowMs - Date.now() })
  const ask = async (name: string, input: unknown): Promise<{ ids?: string[] }> => {
    const outcome = await app.dispatch(name, input, { signal: new AbortController().signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as { ids?: string[] }
  }
  const figures: ListFigures[] = []
  const measured = async (list: string, name: string, input: unknown): Promise<void> => {
    const times: number[] = []
    const stretches: number[] = []
    let papers = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const stretch = longestStretch()
      const begin = workedMs()
      papers = (await ask(name, input)).ids?.length ?? 0
      times.push(workedMs() - begin)
      stretches.push(stretch.end())
    }
    const sorted = times.slice(1).toSorted((a, b) => a - b)
    figures.push({
      list,
      papers,
      p50: round1(sorted[Math.floor(sorted.length / 2)] ?? 0),
      max: round1(sorted.at(-1) ?? 0),
      stretch: round1(Math.max(...stretches.slice(1))),
    })
  }
  for (const { list, place, sort, filter } of CASES) await measured(list, 'papers.list', { place, sort, filter, rows: 60 })
  await measured('the counts of the sidebar', 'library.status', {})
  await measured('tags', 'tags.list', {})
  await app.close()
  return figures
}

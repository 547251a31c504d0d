// Owns how long core works at a stretch for commands that go over very many papers: so long every other call waits.
import { openDatabase } from '#adapters/sqlite.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { openApp } from '#hosts/core-thread/open-app.ts'
import type { FollowKind } from '#domain/follow.ts'
import { addDays, dayOfMs } from '#domain/day.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { longestStretch, round1 } from './stretch.ts'

export interface CommandFigures {
  command: string
  /** That it wrote to, or marked as followed. */
  papers: number
  /** Milliseconds from the call to its answer, by the clock. */
  answer: number
  /** Milliseconds until all that it began was done. */
  done: number
  /** The most that core's thread worked at a stretch until all that it began was done, in milliseconds of processor time. */
  stretch: number
  /** The longest that a call for the rows of ten papers waited meanwhile, by the clock. */
  otherCall: number
}

const YEAR_DAYS = 365
const MANY = 10_000

/** Of a library of `makeUsedLibrary`, which is another afterwards. */
export async function measureCommands(dataFolder: string, nowMs: number): Promise<CommandFigures[]> {
  const names = prepare(dataFolder, nowMs)
  const app = openApp({
    dataFolder,
    settings: { ...DEFAULT_SETTINGS, networkOn: false },
    appVersion: '0.0.0',
    clockOffsetMs: nowMs - Date.now(),
  })
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const outcome = await app.dispatch(name, input, { signal: new AbortController().signal })
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message}`)
    return outcome.value as T
  }
  const list = async (place: unknown): Promise<string[]> =>
    (await ask<{ ids: string[] }>('papers.list', { place, sort: 'place', filter: {}, rows: 0 })).ids
  const all = await list({ kind: 'all' })
  const figures: CommandFigures[] = []
  let changes = 0
  app.subscribe(({ name }) => {
    if (name === 'changed') changes += 1
  })
  /** Done is what was told of so many times: papers of what is followed are marked behind the answer. */
  const measured = async (command: string, call: string, input: unknown, papers: () => Promise<number>, told = 1): Promise<void> => {
    changes = 0
    const others = askMeanwhile(() => ask('papers.rows', { ids: all.slice(0, 10) }))
    const stretch = longestStretch()
    const at = performance.now()
    await ask(call, input)
    const answer = performance.now() - at
    while (changes < told) await new Promise((resolve) => setTimeout(resolve, 10))
    const done = performance.now() - at
    const otherCall = await others.end()
    figures.push({
      command,
      answer: round1(answer),
      done: round1(done),
      stretch: round1(stretch.end()),
      otherCall: round1(otherCall),
      papers: await papers(),
    })
  }
  for (const [kind, text] of names) {
    const marked = async (): Promise<number> => (await list({ kind: 'followed', follow: { kind, key: text, name: text } })).length
    await measured(`follow ${kind} “${text}”`, 'follow.add', { kind, text }, marked, 2)
    await measured(`follow ${kind} “${text}” no longer`, 'follow.remove', { kind, key: text }, marked)
    await measured('that taken back', 'history.undo', {}, marked, 2)
  }
  const archived = async (): Promise<number> => (await list({ kind: 'state', state: 'archive' })).length
  await measured(`archive ${MANY} papers`, 'triage.decide', { ids: all.slice(0, MANY), state: 'archive' }, archived)
  await measured('that taken back', 'history.undo', {}, archived)
  const missed = await list({ kind: 'catch-up' })
  await measured(`archive the rest, ${missed.length} listed`, 'feed.archiveRest', { ids: missed }, archived)
  await measured('that taken back', 'history.undo', {}, archived)
  await measured('that done again', 'history.redo', {}, archived)
  await app.close()
  return figures
}

/** As if Dogear was last used a year ago. Gives the commonest names that nobody follows. */
function prepare(dataFolder: string, nowMs: number): (readonly [FollowKind, string])[] {
  const sql = openDatabase(libraryFile(dataFolder))
  const since = addDays(dayOfMs(nowMs), -YEAR_DAYS)
  sql.prepare('UPDATE library SET inbox_since = ?').run(since)
  sql.prepare('DELETE FROM marks WHERE paper_id IN (SELECT id FROM papers WHERE newest_day >= ?)').run(since)
  const kinds = ['author', 'organization', 'keyword'] as const
  const commonest = kinds.map((kind) => {
    const row = sql
      .prepare(
        `SELECT key FROM paper_names n WHERE kind = ? AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.kind = n.kind AND f.key = n.key)
         GROUP BY key ORDER BY count(*) DESC LIMIT 1`,
      )
      .get(kind)
    return [kind, String(row?.['key'])] as const
  })
  sql.close()
  return [...commonest, ['keyword', 'learning'], ['keyword', 'models']]
}

/** One call after another, each in a turn of its own. */
function askMeanwhile(ask: () => Promise<unknown>): { end(): Promise<number> } {
  let longest = 0
  let isWanted = true
  const running = (async () => {
    while (isWanted) {
      const at = performance.now()
      await new Promise((resolve) => setImmediate(resolve))
      await ask()
      longest = Math.max(longest, performance.now() - at)
    }
  })()
  return {
    end: async () => {
      isWanted = false
      await running
      return longest
    },
  }
}

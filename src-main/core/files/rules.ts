// Owns the rules of files: what is fetched without being asked for, within a budget a day, and what leaves the disk when it is too much.
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import { filesToLeave, spentByRules, wantedByRules } from '../storage/file-rule-rows.ts'
import { decline } from '../storage/file-queue-rows.ts'
import { filesTotal, papersOfFile } from '../storage/file-rows.ts'
import { takeAway, type Taking } from './stored.ts'
import type { Offline } from './offline.ts'

const MEGABYTE = 1_000_000
/** What a paper weighs where nobody knows it yet; the budget is spent by what really came. */
const USUAL_BYTES = 3 * MEGABYTE
/** Changes come in bursts. */
const SETTLED_MS = 2_000
const MOST_AT_ONCE = 50
/** What was opened this short a time ago may still be on the screen. */
const JUST_OPENED_MS = 12 * 3_600_000

export interface FileRules {
  /** Something that rules look at changed: the shortlist, a day, the settings, a file. */
  look(): void
  close(): Promise<void>
}

export interface FileRulesParts extends Taking {
  ports: Pick<Ports, 'clock' | 'log'>
  offline: Offline
  settings: () => CoreSettings
}

export function createFileRules(parts: FileRulesParts): FileRules {
  const { ports, settings } = parts
  const closing = new AbortController()
  let waiting: Promise<void> | null = null

  const look = (): void => {
    if (waiting || closing.signal.aborted) return
    waiting = ports.clock
      .sleep(SETTLED_MS, { signal: closing.signal })
      .then(() => {
        waiting = null
        makeRoom(parts, settings().offline.mostMegabytes)
        askForWanted(parts)
      })
      .catch((thrown: unknown) => {
        waiting = null
        if (!closing.signal.aborted) ports.log({ level: 'error', event: 'rules of files stopped', facts: { detail: String(thrown) } })
      })
  }
  return {
    look,
    close: async () => {
      closing.abort()
      await waiting
    },
  }
}

function askForWanted({ store, ports, offline, settings }: FileRulesParts): void {
  const { networkOn, offline: rules } = settings()
  if (!networkOn || (!rules.shortlist && rules.top === 0)) return
  const { spent, waiting } = spentByRules(store, startOfLocalDay(ports.clock.nowMs()))
  const room = rules.mostMegabytes === 0 ? Number.POSITIVE_INFINITY : rules.mostMegabytes * MEGABYTE - filesTotal(store).bytes
  const left = Math.min(room, rules.dailyMegabytes * MEGABYTE - spent) - waiting * USUAL_BYTES
  const most = Math.min(MOST_AT_ONCE, Math.floor(left / USUAL_BYTES))
  if (most <= 0) return
  const ids = wantedByRules(store, rules, most)
  if (ids.length > 0) offline.askByRule(ids)
}

/** Takes files away until all that is left weighs no more than that; what left by rule is not fetched by rule again. */
function makeRoom(parts: FileRulesParts, mostMegabytes: number): void {
  const { store, ports } = parts
  let over = mostMegabytes === 0 ? 0 : filesTotal(store).bytes - mostMegabytes * MEGABYTE
  const going = []
  for (const file of over > 0 ? filesToLeave(store, { unopenedSinceMs: ports.clock.nowMs() - JUST_OPENED_MS }) : []) {
    if (over <= 0) break
    going.push(file)
    over -= file.bytes
  }
  decline(
    store,
    takeAway(parts, going).flatMap(({ hash }) => papersOfFile(store, hash)),
  )
}

function startOfLocalDay(ms: number): number {
  const day = new Date(ms)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}

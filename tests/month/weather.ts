// Owns what goes wrong on a day of the month: the source, the network on the way, the computer.
import type { Random } from '#core/ports.ts'
import { type Fault, FAULT_NAMES } from '#tests/replica/faults.ts'
import type { Replica } from '#tests/replica/replica.ts'
import type { Machine } from './machine.ts'
import type { SourceDays } from './source-days.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export interface Around {
  machine: Machine
  replica: Replica
  random: Random
  source: SourceDays
  /** How many papers each stored day has. */
  storedDays(): ReadonlyMap<string, number>
  /** Requests meet a server whose certificate has run out, instead of the source. */
  setExpired(on: boolean): void
}

/** Strikes in the next hours and is over by itself, or by what the next morning brings. Gives a sentence for what went wrong meanwhile. */
type Trouble = (around: Around) => Promise<string | void>

const ZONES = ['America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/St_Johns', 'UTC']

const inTheSource = (name: (typeof FAULT_NAMES)[number]): Trouble => {
  return async ({ machine, replica, random }) => {
    const fault: Fault = {
      name,
      times: 1 + Math.floor(random.fraction() * 8),
      skip: Math.floor(random.fraction() * 12),
      seconds: 1 + Math.floor(random.fraction() * 900),
      everyMs: 1,
      bytes: 34_000_000,
    }
    replica.setFaults([fault])
    await machine.pass(4 * HOUR_MS)
  }
}

const others: Readonly<Record<string, Trouble>> = {
  'a day told by less than half': async ({ machine, source, storedDays, random }) => {
    const before = storedDays()
    const inOrder = [...before].toSorted(([one], [other]) => (one < other ? -1 : 1))
    const [day, papers] = inOrder.findLast(([, count]) => count > 8) ?? []
    if (day === undefined || papers === undefined) return undefined
    source.shorten(day)
    const syncing = machine.call('sync.run', {})
    await machine.pass((1 + random.fraction() * 5) * HOUR_MS)
    const outcome = await syncing
    const kept = storedDays().get(day) ?? 0
    const activity = await machine.call('sync.activity', { limit: 1 })
    source.shorten(null)
    if (kept < papers) return `of ${papers} papers of ${day} ${kept} were left`
    // where another trouble kept the source from being asked there is nothing to be told
    if (!outcome.ok || outcome.value === null || !activity.ok) return undefined
    const { setAside } = activity.value as { setAside: { day: string | null; reason: string }[] }
    return setAside.some((row) => row.day === day) ? undefined : `the answer of ${day} that held less than half of it was not set aside`
  },
  'no network for hours': async ({ machine, replica, random }) => {
    await replica.goOffline()
    await machine.pass(random.fraction() * 12 * HOUR_MS)
    await replica.goOnline()
  },
  'a network that flaps': async ({ machine, replica, random }) => {
    for (let time = 0; time < 8; time += 1) {
      await replica.goOffline()
      await machine.pass(random.fraction() * 5 * MINUTE_MS)
      await replica.goOnline()
      if (random.fraction() < 0.5) await machine.call('sync.wake', {})
      await machine.pass(random.fraction() * 10 * MINUTE_MS)
    }
  },
  'a captive portal': async ({ machine, replica, random }) => {
    replica.setFaults([random.fraction() < 0.5 ? { name: 'html-for-json' } : { name: 'redirect', location: 'http://127.0.0.1:1/login' }])
    await machine.pass(random.fraction() * 6 * HOUR_MS)
    replica.setFaults([])
  },
  'a certificate that ran out': async ({ machine, setExpired, random }) => {
    setExpired(true)
    await machine.pass(random.fraction() * 10 * HOUR_MS)
    setExpired(false)
  },
  'suspend and resume': async ({ machine, random }) => {
    for (let time = 0; time < 4; time += 1) {
      machine.suspend(random.fraction() * 9 * HOUR_MS)
      if (random.fraction() < 0.7) await machine.call('sync.wake', {})
      await machine.pass(random.fraction() * HOUR_MS)
    }
  },
  'suspended over the turn of the day': async ({ machine, random }) => {
    const toTurnMs = (26.5 * HOUR_MS - (machine.trueNowMs() % (24 * HOUR_MS)) + 24 * HOUR_MS) % (24 * HOUR_MS)
    await machine.pass(Math.max(0, toTurnMs - random.fraction() * HOUR_MS))
    machine.suspend(random.fraction() * 2 * HOUR_MS)
    await machine.call('sync.wake', {})
    await machine.pass(HOUR_MS)
  },
  'a clock that is wrong for hours': async ({ machine, random }) => {
    const days = [-400, -3, -0.2, 0.2, 3, 400][Math.floor(random.fraction() * 6)] ?? 1
    machine.setWrong(days * 24 * HOUR_MS)
    await machine.pass(random.fraction() * 5 * HOUR_MS)
    machine.setRight()
    await machine.pass(HOUR_MS)
  },
  'another time zone': async ({ machine, random }) => {
    process.env['TZ'] = ZONES[Math.floor(random.fraction() * ZONES.length)]
    await machine.pass(random.fraction() * 4 * HOUR_MS)
  },
  'a restart': async ({ machine, random }) => {
    await machine.restart(random.fraction() * 14 * HOUR_MS)
    await machine.pass(random.fraction() * 2 * HOUR_MS)
  },
}

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  ...Object.fromEntries(FAULT_NAMES.map((name) => [name, inTheSource(name)])),
  ...others,
}

// Owns the facts about when background work runs.
import { describe, expect, test } from 'vitest'
import { nextSyncDelayMs, retryDelayMs, startBackground } from '#core/sync/schedule.ts'
import { DogearError } from '#domain/errors.ts'
import { FakeClock } from '#tests/support/fake-clock.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { onTestFinished } from 'vitest'

const HOUR = 3_600_000
const random = { uuid: () => '', fraction: () => 0.5 }

function loop(
  work: (run: number, signal: AbortSignal) => Promise<number | null>,
  { atOnce = true, afterStopMs = null as number | null } = {},
) {
  const clock = new FakeClock()
  const startedMs = clock.nowMs()
  const ranAfter: number[] = []
  const failures: number[] = []
  const background = startBackground({
    clock,
    random,
    atOnce,
    afterStopMs: () => afterStopMs,
    work: async ({ signal }) => {
      ranAfter.push((clock.nowMs() - startedMs) / 1000)
      return await work(ranAfter.length, signal)
    },
    onFailure: (_thrown, retryAtMs) => failures.push((retryAtMs - startedMs) / 1000),
  })
  onTestFinished(() => background.close())
  return { clock, background, ranAfter, failures }
}

test('runs at once and again after what it asks for', async () => {
  const { clock, ranAfter } = loop(async () => HOUR)
  await clock.advance(2.5 * HOUR)
  expect(ranAfter).toEqual([0, 3600, 7200])
})

test('waits for a kick when it asks for no time', async () => {
  const { clock, background, ranAfter } = loop(async () => null, { atOnce: false })
  await clock.advance(100 * HOUR)
  expect(ranAfter).toEqual([])
  background.kick()
  await clock.advance(HOUR)
  expect(ranAfter).toEqual([100 * 3600])
})

test('runs once more when it is kicked while it runs', async () => {
  const { clock, background, ranAfter } = loop(async (run) => {
    await Promise.resolve()
    if (run === 1) background.kick()
    return null
  })
  await clock.advance(HOUR)
  expect(ranAfter).toEqual([0, 0])
})

test('fails later and later, up to a quarter of an hour, and is quick again after a success', async () => {
  const { clock, ranAfter } = loop(async (run) => {
    if (run !== 8) throw new DogearError('upstream', 'No.')
    return 10_000
  })
  await clock.advance(2 * HOUR)
  const gaps = ranAfter.slice(1).map((at, index) => at - (ranAfter[index] ?? 0))
  expect(gaps.slice(0, 10)).toEqual([30, 60, 120, 240, 480, 900, 900, 10, 30, 60])
})

test('a stop ends the work that runs, is no failure, and leaves the next time as it was asked for', async () => {
  const { clock, background, ranAfter, failures } = loop(
    async (_run, signal) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
      return null
    },
    { afterStopMs: HOUR },
  )
  await clock.advance(1000)
  background.stop(new DogearError('cancelled', 'Stopped.'))
  await clock.advance(HOUR + 1000)
  expect([ranAfter, failures]).toEqual([[0, 3601], []])
})

test('becomes due sooner, never later, when it is told', async () => {
  const { clock, background, ranAfter } = loop(async () => HOUR)
  await clock.advance(0)
  background.within(30_000)
  background.within(10 * HOUR)
  await clock.advance(60_000)
  expect(ranAfter).toEqual([0, 30])
})

test('does not wait a year when the clock is set back', async () => {
  const { clock, ranAfter } = loop(async () => HOUR)
  await clock.advance(0)
  clock.jumpTo(clock.nowMs() - 365 * 24 * HOUR)
  await clock.advance(1.1 * HOUR)
  expect(ranAfter).toHaveLength(2)
})

test('closing leaves nothing running', async () => {
  const { clock, background, ranAfter } = loop(async () => 1000)
  await background.close()
  await clock.advance(HOUR)
  expect([ranAfter.length <= 1, clock.sleeping]).toEqual([true, 0])
})

test('retries are spread by chance within a quarter', () => {
  const chance = seededRandom(7)
  const delays = Array.from({ length: 200 }, () => retryDelayMs(3, chance))
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(90_000)
  expect(Math.max(...delays)).toBeLessThanOrEqual(150_000)
  expect(new Set(delays).size).toBeGreaterThan(100)
})

describe('the next sync', () => {
  test('is after the hours that were chosen', () => {
    expect(nextSyncDelayMs(Date.parse('2026-11-20T12:00:00Z'), 3)).toBe(3 * HOUR)
  })

  test('is soon after the feed’s day turns at 21:30 in New York, when that is sooner', () => {
    const delay = nextSyncDelayMs(Date.parse('2026-11-20T01:30:00Z'), 3)
    expect(delay).toBeGreaterThan(HOUR)
    expect(delay).toBeLessThanOrEqual(HOUR + 10 * 60_000)
  })
})

// Owns the short form of the soak: an hour of a fast clock leaves no listener, no connection and no thread behind.
import { expect, test } from 'vitest'
import { testUnless } from '#tests/support/test-unless.ts'
import { figuresOf } from './samples.ts'
import { soak } from './soak.ts'

const soaked = testUnless('threadCpuUsage' in process ? null : 'this Node does not tell what a thread has computed')

soaked('hours of random use refuse nothing and leave no listener, connection or thread behind', async () => {
  const { refused, warnings, threads, calls, windowsOpened } = await soak({ papers: 500, hours: 3, speed: 1200, seed: 1 })
  process.stdout.write(`${calls} calls, ${windowsOpened} windows, ${threads.length} threads\n`)
  expect({ refused, warnings }).toEqual({ refused: [], warnings: [] })
  const of = (name: string, when: 'resourcesThen' | 'resourcesNow'): number =>
    threads.reduce((sum, thread) => sum + (thread[when][name] ?? 0), 0)
  expect(of('TCPSocketWrap', 'resourcesNow')).toBeLessThan(of('TCPSocketWrap', 'resourcesThen') + windowsOpened / 2)
  expect(of('MessagePort', 'resourcesNow')).toBeLessThanOrEqual(of('MessagePort', 'resourcesThen') + 1)
  expect(threads.map(({ thread }) => thread)).toContain('host')
})

test('memory that grows and a pause that was nobody’s call are told', () => {
  const at = (minute: number, more: object) => ({ atMs: minute * 60_000, thread: 'host', pauseMs: 1, cpuMs: 1, ...more })
  const hours = Array.from({ length: 60 }, (_, minute) => at(minute, { heapBytes: (100 + minute) * 1_048_576, rssBytes: 1, resources: {} }))
  const { threads } = figuresOf(
    [...hours, at(60, { pauseMs: 90, cpuMs: 80 }), at(61, { pauseMs: 70, cpuMs: 60 }), at(62, { pauseMs: 99, cpuMs: 3 })],
    {
      busy: [{ fromMs: 61 * 60_000 - 50, toMs: 61 * 60_000 + 50 }],
      hourMs: 3_600_000,
      warmMs: 0,
    },
  )
  expect(threads[0]).toMatchObject({
    heapMb: [100, 159],
    heapSlopeMbPerHour: 60,
    longestHousekeepingMs: 99,
    longestHousekeepingCpuMs: 80,
    longHousekeeping: 1,
  })
})

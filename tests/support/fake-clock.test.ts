// Owns the proof that test time is in order: what the other tests rest on.
import { expect, test } from 'vitest'
import { FakeClock } from './fake-clock.ts'

const never = new AbortController().signal

test('time stands still until it is moved', async () => {
  const clock = new FakeClock(1000)
  const woken: string[] = []
  void clock.sleep(1, { signal: never }).then(() => woken.push('one'))
  await clock.advance(0)
  expect([clock.nowMs(), woken, clock.sleeping]).toEqual([1000, [], 1])
})

test('sleepers wake in order of time, then of asking, each at its own moment', async () => {
  const clock = new FakeClock(0)
  const woken: [string, number][] = []
  const sleep = (name: string, ms: number): Promise<void> =>
    clock.sleep(ms, { signal: never }).then(() => void woken.push([name, clock.nowMs()]))
  const all = [sleep('late', 30), sleep('first', 10), sleep('second', 10)]
  await clock.advance(25)
  expect(woken).toEqual([
    ['first', 10],
    ['second', 10],
  ])
  await clock.advance(25)
  await Promise.all(all)
  expect(woken.at(-1)).toEqual(['late', 30])
  expect(clock.nowMs()).toBe(50)
})

test('a sleep begun by one who was just woken is part of the same advance', async () => {
  const clock = new FakeClock(0)
  const moments: number[] = []
  const work = (async () => {
    for (let round = 0; round < 3; round += 1) {
      await clock.sleep(10, { signal: never })
      moments.push(clock.nowMs())
    }
  })()
  await clock.advance(30)
  await work
  expect(moments).toEqual([10, 20, 30])
})

test('an aborted sleep rejects with the reason and is forgotten', async () => {
  const clock = new FakeClock(0)
  const controller = new AbortController()
  const sleep = clock.sleep(10, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(sleep).rejects.toThrow('enough')
  await expect(clock.sleep(10, { signal: controller.signal })).rejects.toThrow('enough')
  expect(clock.sleeping).toBe(0)
})

test('setting the wall clock wakes nobody and keeps the time left', async () => {
  const clock = new FakeClock(0)
  const woken: number[] = []
  const sleep = clock.sleep(10, { signal: never }).then(() => woken.push(clock.nowMs()))
  clock.jumpTo(-5_000)
  await clock.advance(9)
  expect(woken).toEqual([])
  await clock.advance(1)
  await sleep
  expect(woken).toEqual([-4_990])
})

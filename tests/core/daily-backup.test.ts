// Owns the facts about when the library is copied by itself, and what is said when that goes wrong.
import { expect, onTestFinished, test } from 'vitest'
import { createDailyBackup } from '#core/daily-backup.ts'
import { DogearError } from '#domain/errors.ts'
import { FakeClock } from '#tests/support/fake-clock.ts'

const HOUR = 3_600_000

function copies(answers: (boolean | DogearError)[]) {
  const clock = new FakeClock()
  const begunMs = clock.nowMs()
  const askedAfter: number[] = []
  const told: { title: string; body: string }[] = []
  const backups = createDailyBackup({
    ports: {
      clock,
      log: () => undefined,
      backUpDaily: async () => {
        askedAfter.push((clock.nowMs() - begunMs) / 1000)
        const answer = answers.shift() ?? false
        if (answer instanceof DogearError) throw answer
        return answer
      },
    },
    prune: () => undefined,
    notify: (notice) => told.push(notice),
  })
  onTestFinished(() => backups.close())
  backups.start()
  return { clock, askedAfter, told }
}

const damaged = (): DogearError => new DogearError('damaged-database', 'Today’s copy is damaged.')

test('a copy is looked at half a minute after the start and then each hour, also after one that was not due', async () => {
  const { clock, askedAfter } = copies([true, false, false])
  await clock.advance(2.5 * HOUR)
  expect(askedAfter).toEqual([30, 3630, 7230])
})

test('a copy that is damaged is told once, and again only after one that was sound', async () => {
  const { clock, told } = copies([damaged(), damaged(), true, damaged()])
  await clock.advance(1.5 * HOUR)
  expect(told).toEqual([{ title: 'No copy today', body: 'Today’s copy is damaged.', link: null }])
  await clock.advance(2 * HOUR)
  expect(told).toHaveLength(2)
})

test('a full disk is no reason to disturb: it is tried again at the next look', async () => {
  const { clock, told, askedAfter } = copies([new DogearError('disk-full', 'Full.', { retryable: true }), true])
  await clock.advance(1.5 * HOUR)
  expect([told, askedAfter.length]).toEqual([[], 2])
})

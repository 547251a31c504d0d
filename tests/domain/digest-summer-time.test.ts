// Owns the facts about the digest's hour where the clock is put forward and back, in a process whose zone is Berlin.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '#tests/support/repository.ts'

/** Resolved in the process that is started, from the root of the project. */
const DIGEST = '#domain/digest.ts'

/** The different moments at which a digest was due, looked at every ten minutes between two moments, as ISO times. */
function dueTimes(time: string, from: string, to: string): string[] {
  const script = `
    import { DigestSettings, lastDigestDue } from '${DIGEST}'
    const settings = DigestSettings.parse({ dailyOn: true, time: '${time}', days: [0, 1, 2, 3, 4, 5, 6] })
    const due = new Map()
    for (let at = Date.parse('${from}'); at < Date.parse('${to}'); at += 600_000) {
      const found = lastDigestDue('daily', settings, at)
      if (found && found.atMs >= Date.parse('${from}')) due.set(found.day + ' ' + new Date(found.atMs).toISOString().slice(0, 16), 1)
    }
    console.log(JSON.stringify([...due.keys()]))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.resolve(repositoryRoot),
    env: { ...process.env, TZ: 'Europe/Berlin' },
    encoding: 'utf8',
  })
  return JSON.parse(printed) as string[]
}

test('eight in the morning stays eight in the morning, once a day, over both changes', () => {
  expect(dueTimes('08:00', '2026-03-27T22:00Z', '2026-03-30T22:00Z')).toEqual([
    '2026-03-28 2026-03-28T07:00',
    '2026-03-29 2026-03-29T06:00',
    '2026-03-30 2026-03-30T06:00',
  ])
  expect(dueTimes('08:00', '2026-10-23T22:00Z', '2026-10-26T22:00Z')).toEqual([
    '2026-10-24 2026-10-24T06:00',
    '2026-10-25 2026-10-25T07:00',
    '2026-10-26 2026-10-26T07:00',
  ])
})

test('an hour that is left out falls on the one after it, and one that comes twice makes one digest', () => {
  expect(dueTimes('02:30', '2026-03-28T12:00Z', '2026-03-29T22:00Z')).toEqual(['2026-03-29 2026-03-29T01:30'])
  expect(dueTimes('02:30', '2026-10-24T12:00Z', '2026-10-25T22:00Z')).toHaveLength(1)
})

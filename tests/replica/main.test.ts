// Checks the replica's command line as a process: when it is ready, what it serves, how it refuses and ends.
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { rowsAt } from './asking.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const days = fileURLToPath(new URL('../fixtures/days', import.meta.url))
const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function run(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  const said = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const url = /^replica listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(said.out)?.[1]
      if (url) resolve(url)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said.error}`)))
  })
  address.catch(() => {})
  return { child, said, ended, address }
}

it('serves the fixtures on the evening of their last day when told nothing, and ends on SIGTERM', async () => {
  const { child, address, ended } = run()
  expect(await rowsAt(`${await address}/api/daily_papers?date=2026-08-21`)).toHaveLength(41)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

it('takes a folder, a clock, a quota and faults', async () => {
  const url = await run('--days', days, '--now', '2026-08-18T20:00:00Z', '--quota', '4', '--fault', 'error-500=1', 'storm-429=1').address
  const ask = async (day: string) => (await fetch(`${url}/api/daily_papers?date=${day}`)).status
  expect([
    await ask('2026-08-18'),
    await ask('2026-08-18'),
    await ask('2026-08-19'),
    await ask('2026-08-18'),
    await ask('2026-08-18'),
  ]).toEqual([500, 429, 400, 200, 429])
})

it.each([
  [['--fault', 'earthquake'], 2, 'is not a fault'],
  [['--port', 'harbour'], 2, '--port is a number'],
  [['--unknown'], 2, '--unknown'],
  [['2026-08-21'], 2, 'is not an option'],
  [['--now', 'yesterday'], 1, 'is not a moment'],
  [['--days', '/nonexistent/days'], 1, 'could not start'],
])('refuses %j with a sentence and no stack', async (args, code, sentence) => {
  const { said, ended } = run(...args)
  expect(await ended).toBe(code)
  expect(said.error).toContain(sentence)
  expect(said.error).not.toMatch(/^\s+at /m)
})

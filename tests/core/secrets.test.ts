// Owns the facts about secrets as calls: they go in, only their place comes out, and nothing that leaves the library holds one.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newDesk } from '#tests/hosts/cli/dogear.ts'
import { createApp } from '#core/app.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { unzipSync } from 'fflate'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'

const SECRET = 'what-nobody-may-see'

test('secrets.set keeps one and takes it away, and secrets.places tells only where', async () => {
  const kept = new Map<string, string>()
  const { ports } = memoryPorts()
  ports.secrets = {
    read: (name) => kept.get(name) ?? null,
    write: (name, secret) => void (secret === null ? kept.delete(name) : kept.set(name, secret)),
    where: (name) => (kept.has(name) ? 'file' : null),
  }
  const app = createApp(ports, { settings: DEFAULT_SETTINGS, checkOutputs: true })
  onTestFinished(() => app.close())
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const outcome = await app.dispatch(name, input, { signal: new AbortController().signal })
    return outcome.ok ? outcome.value : outcome.error
  }
  await call('secrets.set', { name: 'smtp-password', secret: ' spaces are its own ' })
  await call('secrets.set', { name: 'hugging-face-token', secret: ' hf_token\n' })
  expect([...kept]).toEqual([
    ['smtp-password', ' spaces are its own '],
    ['hugging-face-token', 'hf_token'],
  ])
  expect(await call('secrets.places', {})).toEqual({ places: { 'smtp-password': 'file', 'hugging-face-token': 'file' } })
  await call('secrets.set', { name: 'smtp-password', secret: '' })
  await call('secrets.set', { name: 'hugging-face-token', secret: null })
  expect(await call('secrets.places', {})).toEqual({ places: { 'smtp-password': null, 'hugging-face-token': null } })
})

test('neither archive, backup, export, log nor what a command prints holds a secret', async () => {
  const desk = await newDesk()
  const env = cleanEnvironment(desk.folder, { DOGEAR_HF_TOKEN: `hf_${SECRET}`, DOGEAR_SMTP_PASSWORD: SECRET })
  const printed: string[] = []
  for (const args of [
    ['sync', '--from', '2026-08-21'],
    ['archive', path.join(desk.folder, 'out.zip')],
    ['backup', path.join(desk.folder, 'copy.sqlite')],
    ['export', '--format', 'json', '--out', path.join(desk.folder, 'all.json')],
    ['verify'],
    ['digest', '--send'],
  ]) {
    const { stdout, stderr } = await desk.run(args, { env })
    printed.push(stdout, stderr)
  }
  expect(desk.replica.requests.some(({ headers }) => headers.authorization === `Bearer hf_${SECRET}`)).toBe(true)
  expect(printed.join('')).not.toContain(SECRET)
  const files = readdirSync(desk.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holding = files.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => readFileSync(file).includes(SECRET))
  expect(holding).toEqual([])
  const archived = Object.values(unzipSync(readFileSync(path.join(desk.folder, 'out.zip')))).map((bytes) => Buffer.from(bytes))
  expect([archived.length > 2, archived.filter((bytes) => bytes.includes(SECRET))]).toEqual([true, []])
})

// Owns the facts about stopping what is kept up to date: it stays stopped, what is written is whole, and settings that change let go of it.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { paperIds } from '#tests/support/library.ts'
import { type ExchangeDesk, openDesk } from './exchange-desk.ts'

const IDS = paperIds(400)

/** A vault of which some files are written, and the rest not yet. */
async function inTheMiddle(): Promise<{ desk: ExchangeDesk; written: () => string[]; asked: Promise<unknown> }> {
  const desk = openDesk(
    IDS.map((id) => ({ id })),
    (folder) => ({ vaultOn: true, vaultFolder: path.join(folder, 'vault') }),
  )
  mkdirSync(path.join(desk.folder, 'vault'))
  await desk.call('triage.decide', { ids: IDS, state: 'later' })
  const written = (): string[] => {
    try {
      return readdirSync(path.join(desk.folder, 'vault/Papers'))
    } catch {
      return []
    }
  }
  const began = Promise.withResolvers<void>()
  const { write } = desk.ports.outsideFolders
  desk.ports.outsideFolders.write = (...words) => {
    if (written().length === 20) began.resolve()
    return write(...words)
  }
  const asked = desk.call('keeping.run', {}).catch((thrown: unknown) => thrown)
  await began.promise
  return { desk, written, asked }
}

test('stopped in the middle it says so, leaves whole files, and stays stopped until something changes', async () => {
  const { desk, written, asked } = await inTheMiddle()
  desk.start()
  await desk.call('keeping.stop', {})
  expect(await asked).toMatchObject({ code: 'cancelled', message: 'Stopped.' })
  const names = written()
  expect(names.length).toBeGreaterThanOrEqual(20)
  expect(names.length).toBeLessThan(IDS.length)
  for (const name of names) expect(readFileSync(path.join(desk.folder, 'vault/Papers', name), 'utf8')).toMatch(/dogear:end/)
  const state = async () => (await desk.call('keeping.status', {})).kept.find(({ name }) => name === 'vault')?.state
  expect(await state()).toBe('stopped')
  await desk.memory.pass(10 * 60_000)
  expect([await state(), written().length]).toEqual(['stopped', names.length])
  await desk.call('triage.decide', { ids: IDS.slice(0, 1), state: 'archive' })
  await desk.memory.pass(60_000)
  await expect.poll(async () => [await state(), written().length]).toEqual(['kept', IDS.length])
})

test('switched off while it is written it is let go of', async () => {
  const { desk, written, asked } = await inTheMiddle()
  desk.set({ vaultOn: false })
  expect(await asked).toMatchObject({ code: 'cancelled' })
  expect(written().length).toBeLessThan(IDS.length)
})

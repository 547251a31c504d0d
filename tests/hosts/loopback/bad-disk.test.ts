// Owns the facts about disks that are full, torn or write-protected: a sentence, no damage, and work goes on when it clears.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { smallDisk, whyNoSmallDisk } from '#tests/support/small-disk.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'

const NOW = '2026-08-21T20:00:00Z'
const SHIM = pathToFileURL(path.join(repositoryRoot, 'tests/support/failing-disk.mjs')).href

/** What a call refused with; fails the test when it did not, or when the words name a bug. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const said = await call.then(
    () => 'nothing: it was done',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  )
  expect(said).toMatch(/^[A-Z“/].*[.]$/s)
  expect(said).not.toMatch(/went wrong/)
  return said
}

async function isSound(client: WireClient): Promise<void> {
  expect((await client.call('library.verify', {})).checks.filter(({ ok }) => !ok)).toEqual([])
}

const FAULTS = ['ENOSPC', 'EIO', 'EROFS'] as const
const CALLS = [
  ['a write that ends in the middle', ['writeFileSync'], true],
  ['a rename', ['renameSync'], false],
  ['a flush', ['fsyncSync'], false],
  ['making a file', ['openSync', 'mkdirSync', 'writeFileSync', 'copyFileSync'], false],
] as const

test('every way a disk can refuse a file is a sentence, leaves the old file whole and no half one, and is over when it clears', async () => {
  const dataFolder = tempFolder()
  const outside = tempFolder()
  const control = path.join(tempFolder(), 'fault.json')
  const host = await startLoopbackHost({
    dataFolder,
    now: NOW,
    args: ['--offline'],
    env: { NODE_OPTIONS: `--import ${SHIM}`, DOGEAR_FAILING_DISK: control },
  })
  onTestFinished(() => host.close())
  const client = await connectToHost(host.url())
  await client.call('notes.save', { id: 'sample-01', text: 'kept', baseRevision: 0 })
  const archive = path.join(outside, 'archive.zip')
  await client.call('library.archive', { path: archive })
  const before = readFileSync(archive)
  const deeds: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['backup', () => client.call('library.backup', {})],
    ['archive', () => client.call('library.archive', { path: archive })],
    ['restore', async () => client.call('copies.restore', { name: (await client.call('copies.list', {})).copies[0]?.name ?? '' })],
  ]
  await client.call('library.backup', {})
  for (const code of FAULTS) {
    for (const [words, calls, half] of CALLS) {
      for (const [deed, run] of deeds) {
        const files = (): string[] => [...readdirSync(path.join(dataFolder, 'backups')), ...readdirSync(outside)].sort()
        const there = files()
        writeFileSync(control, JSON.stringify({ calls, code, half }))
        const outcome = await run().then(
          () => null,
          (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
        )
        rmSync(control)
        const about = `${deed}, ${words}, ${code}: ${outcome ?? 'done'}`
        // what this deed does not do can't fail
        if (outcome !== null) {
          expect(outcome, about).toMatch(/^[A-Z“/].*[.]$/s)
          expect(outcome, about).not.toMatch(/went wrong/)
          expect(files(), about).toEqual(there)
          expect(readFileSync(archive).equals(before), about).toBe(true)
        }
        const note = async (): Promise<unknown> =>
          (await client.call('notes.get', { id: 'sample-01' }).catch(() => ({ note: null }))).note?.text
        await expect.poll(note, { message: about }).toBe('kept')
      }
    }
  }
  await isSound(client)
  await client.call('library.backup', {})
  client.close()
})

const onSmallDisk = testUnless(whyNoSmallDisk())

onSmallDisk('a full disk: notes, marks and copies are refused with a sentence, nothing is damaged, and there is room again', async () => {
  const disk = smallDisk(8)
  const dataFolder = path.join(disk.folder, 'data')
  mkdirSync(dataFolder)
  const host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
  onTestFinished(() => host.close())
  const client = await connectToHost(host.url())
  const saved = await client.call('notes.save', { id: 'sample-01', text: 'before', baseRevision: 0 })
  await client.call('triage.decide', { ids: ['sample-02'], state: 'later' })
  disk.fill()
  // room that the file has already may still be used: sooner or later there is none
  let text = ''
  let revision = saved.revision
  let said = ''
  for (let length = 2_000; said === '' && length < 10_000_000; length *= 2) {
    text = 'x'.repeat(length)
    await client.call('notes.save', { id: 'sample-01', text, baseRevision: revision }).then(
      (answer) => (revision = answer.revision),
      (thrown: unknown) => (said = thrown instanceof Error ? thrown.message : String(thrown)),
    )
  }
  expect(said).toMatch(/^The disk is full, so the change was not saved\. Free some space and try again\.$/)
  expect(await refusal(client.call('library.backup', {}))).toMatch(/disk is full/)
  expect(await refusal(client.call('library.archive', { path: path.join(dataFolder, 'a.zip') }))).toMatch(/disk is full/)
  // everything stored is still read
  expect((await client.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])

  disk.free()
  await client.call('notes.save', { id: 'sample-01', text, baseRevision: revision })
  expect((await client.call('notes.get', { id: 'sample-01' })).note?.text).toBe(text)
  await isSound(client)
  client.close()
})

onSmallDisk('a disk that becomes write-protected: reading goes on, writing says so, and goes on when it is lifted', async () => {
  const disk = smallDisk(8)
  const dataFolder = path.join(disk.folder, 'data')
  mkdirSync(dataFolder)
  let host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
  onTestFinished(() => host.close())
  let client = await connectToHost(host.url())
  await client.call('triage.decide', { ids: ['sample-02'], state: 'later' })
  client.close()
  await host.stop()
  disk.setWritable(false)
  await expect(startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })).rejects.toThrow(/can’t be (?:made or )?written/)
  disk.setWritable(true)
  host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
  client = await connectToHost(host.url())
  expect((await client.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])
  await isSound(client)
  expect(existsSync(path.join(dataFolder, 'library.sqlite'))).toBe(true)
  client.close()
})

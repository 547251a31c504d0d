// Owns the facts about a disk that fails under SQLite itself while the program runs: writes that the system refuses, reads that it answers with an error, a file system that turns read-only.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test as always } from 'vitest'
import { listBackups } from '#adapters/backups.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { failReads, whyNoFailingReads } from '#tests/support/failing-reads.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { newTempFolder, removeFolder, tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'

const NOW = '2026-08-21T20:00:00Z'

function ran(program: string, ...args: string[]): boolean {
  return spawnSync(program, args).status === 0
}

/** The largest file that a running process may write; null: any. */
function limitFiles(pid: number, bytes: number | null): void {
  expect(ran('prlimit', '--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`)).toBe(true)
}

/** A file system of its own in a file, which the kernel turns read-only when it finds a fault. */
function faultyDisk(): { folder: string; fail(): void; mend(): void } {
  const folder = newTempFolder()
  const [image, mounted] = [path.join(folder, 'image'), path.join(folder, 'disk')]
  mkdirSync(mounted)
  writeFileSync(image, Buffer.alloc(24 * 1_048_576))
  expect(ran('mkfs.ext4', '-q', '-F', image)).toBe(true)
  expect(ran('mount', '-o', 'loop,errors=remount-ro', image, mounted)).toBe(true)
  onTestFinished(() => {
    ran('umount', '-l', mounted)
    removeFolder(folder)
  })
  return {
    folder: mounted,
    fail: () => writeFileSync(faultSwitch(image), 'a fault made for a test'),
    mend: () => {
      expect(ran('umount', '-l', mounted)).toBe(true)
      ran('fsck.ext4', '-y', '-f', image)
      expect(ran('mount', '-o', 'loop,errors=remount-ro', image, mounted)).toBe(true)
    },
  }
}

/** The kernel's own switch for a fault in the file system of this image, and of no other; empty where there is none. */
function faultSwitch(image: string): string {
  const device = spawnSync('losetup', ['--associated', image, '--noheadings', '--output', 'NAME'], { encoding: 'utf8' }).stdout.trim()
  const name = /^\/dev\/(loop\d+)$/.exec(device)?.[1]
  return name === undefined ? '' : `/sys/fs/ext4/${name}/trigger_fs_error`
}

function whyNoFaultyDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a faulty disk is made by root on Linux only'
  const folder = newTempFolder()
  const [image, mounted] = [path.join(folder, 'image'), path.join(folder, 'disk')]
  mkdirSync(mounted)
  writeFileSync(image, Buffer.alloc(4 * 1_048_576))
  const works = ran('mkfs.ext4', '-q', '-F', image) && ran('mount', '-o', 'loop,errors=remount-ro', image, mounted)
  const canFail = works && existsSync(faultSwitch(image))
  if (works) ran('umount', '-l', mounted)
  removeFolder(folder)
  return canFail ? null : 'this machine lets no file be mounted as a disk'
}

async function refused(call: Promise<unknown>): Promise<string> {
  const said = await call.then(
    () => 'nothing: it was done',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  )
  expect(said).toMatch(/^[A-Z“/].*\.$/s)
  expect(said).not.toMatch(/went wrong|it was done/)
  return said
}

async function isSound(client: WireClient): Promise<void> {
  expect((await client.call('library.verify', {})).checks.filter(({ ok }) => !ok)).toEqual([])
}

const withLimits = ran('prlimit', '--version') ? always : testUnless('prlimit is not installed')

withLimits(
  'writes that the system refuses inside SQLite are a sentence each, nothing half is kept, and it goes on when they are allowed',
  async () => {
    const dataFolder = tempFolder()
    const host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
    onTestFinished(() => host.close())
    const client = await connectToHost(host.url())
    const { revision } = await client.call('notes.save', { id: 'sample-01', text: 'before', baseRevision: 0 })
    await client.call('triage.decide', { ids: ['sample-02'], state: 'later' })
    // the journal may grow no further: SQLite is told so in the middle of a transaction
    limitFiles(host.program().pid, statSync(`${libraryFile(dataFolder)}-wal`).size + 100)
    const text = 'x'.repeat(400_000)
    for (let time = 0; time < 3; time += 1) {
      expect(await refused(client.call('notes.save', { id: 'sample-01', text, baseRevision: revision }))).toMatch(
        /The disk could not read or write/,
      )
      expect((await client.call('notes.get', { id: 'sample-01' })).note).toMatchObject({ text: 'before', revision })
    }
    limitFiles(host.program().pid, null)
    await client.call('notes.save', { id: 'sample-01', text, baseRevision: revision })
    await isSound(client)
    await client.call('library.backup', {})
    client.close()
    await host.kill()
    await host.restart()
    const again = await connectToHost(host.url())
    expect((await again.call('notes.get', { id: 'sample-01' })).note?.text).toBe(text)
    expect((await again.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])
    await isSound(again)
    again.close()
  },
)

testUnless(whyNoFaultyDisk())(
  'a disk that turns read-only while the program runs: reading goes on, every write is a sentence, and all that was acknowledged is there afterwards',
  async () => {
    const disk = faultyDisk()
    const dataFolder = path.join(disk.folder, 'data')
    mkdirSync(dataFolder)
    const host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
    onTestFinished(() => host.close())
    const client = await connectToHost(host.url())
    const { revision } = await client.call('notes.save', { id: 'sample-01', text: 'before', baseRevision: 0 })
    await client.call('triage.decide', { ids: ['sample-02'], state: 'later' })
    disk.fail()
    await refused(client.call('notes.save', { id: 'sample-01', text: 'during', baseRevision: revision }))
    await refused(client.call('triage.decide', { ids: ['sample-03'], state: 'later' }))
    await refused(client.call('library.backup', {}))
    expect((await client.call('notes.get', { id: 'sample-01' })).note?.text).toBe('before')
    expect((await client.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])
    client.close()
    await host.kill()
    disk.mend()
    await host.restart()
    const again = await connectToHost(host.url())
    expect((await again.call('notes.get', { id: 'sample-01' })).note?.text).toBe('before')
    expect((await again.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])
    await again.call('notes.save', { id: 'sample-01', text: 'after', baseRevision: revision })
    await isSound(again)
    again.close()
    await host.stop()
  },
)

testUnless(whyNoFailingReads())(
  'a disk that gives no bytes of the library is told as that and not as damage, no copy is put in its place, and it goes on when it gives them',
  async () => {
    const dataFolder = tempFolder()
    const host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
    onTestFinished(() => host.close())
    const client = await connectToHost(host.url())
    await client.call('triage.decide', { ids: ['sample-02'], state: 'later' })
    // more than SQLite keeps in memory; between two papers each text is a step of the journal of its own
    const long = 'x'.repeat(400_000)
    const revisions: Record<string, number> = { 'sample-01': 0, 'sample-03': 0 }
    for (let step = 0; step < 60; step += 1) {
      const id = step % 2 === 0 ? 'sample-01' : 'sample-03'
      const saved = await client.call('notes.save', { id, text: `${long} ${step}`, baseRevision: revisions[id] ?? 0 })
      revisions[id] = saved.revision
    }
    const file = libraryFile(dataFolder)
    const mend = await failReads(host.program().pid, [file, `${file}-wal`])
    const said = [await refused(client.call('library.verify', {})), await refused(client.call('library.backup', {}))]
    expect(said.filter((sentence) => !sentence.startsWith('The disk could not read or write'))).toEqual([])
    await mend()
    await isSound(client)
    expect((await client.call('notes.get', { id: 'sample-03' })).note?.text.slice(-5)).toBe('xx 59')
    expect((await client.call('papers.list', { place: { kind: 'state', state: 'later' } })).ids).toEqual(['sample-02'])
    await client.call('notes.save', { id: 'sample-03', text: 'after', baseRevision: revisions['sample-03'] ?? 0 })
    expect(readdirSync(dataFolder).filter((name) => name.includes('restored'))).toEqual([])
    expect(listBackups(dataFolder).filter(({ kind }) => kind !== 'daily')).toEqual([])
    client.close()
  },
)

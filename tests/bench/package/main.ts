// Owns `npm run bench:package`: how large the packed program is, and how long it takes to a list, against the same build unpacked.
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openElectronWindow } from '#tests/support/electron-window.ts'
import { packForTest, startPackedApp } from '#tests/support/packed-app.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'

const BYTES_PER_MB = 1_048_576

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } } })
const folder = newTempFolder()
const app = await quietly(async () => await packForTest(folder))
const packedMs: number[] = []
const unpackedMs: number[] = []
for (let run = 0; run < Number(values.runs); run += 1) {
  packedMs.push(
    await timed(
      async (dataFolder) => await startPackedApp(app, { dataFolder }),
      (started) => started.page,
    ),
  )
  unpackedMs.push(
    await timed(
      async (dataFolder) => await openElectronWindow({ dataFolder }),
      (started) => started.page,
    ),
  )
}
const result = {
  folderMb: mb(sizeOf(app.folder)),
  archiveMb: mb(statSync(app.archive).size),
  packedListMs: median(packedMs),
  unpackedListMs: median(unpackedMs),
  ratio: Math.round((median(packedMs) / median(unpackedMs)) * 100) / 100,
}
removeFolder(folder)
if (values.json) console.log(JSON.stringify(result, null, 2))
else console.table([result])

/** Milliseconds from the start of the process to the first list, in an empty library. */
async function timed<T extends { close(): Promise<void> }>(
  start: (dataFolder: string) => Promise<T>,
  pageOf: (started: T) => { getByRole(role: 'listbox'): { waitFor(): Promise<void> } },
): Promise<number> {
  const dataFolder = newTempFolder()
  const startedAt = performance.now()
  const started = await start(dataFolder)
  await pageOf(started).getByRole('listbox').waitFor()
  const ms = performance.now() - startedAt
  await started.close()
  removeFolder(dataFolder)
  return ms
}

/** electron-builder tells what it does on standard output, which is the result's here. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr)
  try {
    return await work()
  } finally {
    process.stdout.write = write
  }
}

function sizeOf(place: string): number {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
}

function mb(bytes: number): number {
  return Math.round(bytes / BYTES_PER_MB)
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
}

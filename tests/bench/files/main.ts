// Owns `npm run bench:files`: what a large PDF costs the thread of core while it comes, against writing it in one piece.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { writeFileAtomic } from '#adapters/files.ts'
import { createHttpGet } from '#adapters/http.ts'
import { createLibraryFiles } from '#adapters/library-files.ts'
import { createClock } from '#adapters/node-ports.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'
import { startProgram } from '#tests/support/program.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'

const MEGABYTES = 100
const PAPER = '2611.00001'
const folder = newTempFolder()
const signal = new AbortController().signal

const pdf = Buffer.alloc(MEGABYTES * 1_000_000, 'words ')
pdf.write('%PDF-1.7\n')
pdf.write('\n%%EOF\n', pdf.length - 7)
writeFileSync(path.join(folder, `${PAPER}v1.pdf`), pdf)
// the source has a process of its own, so that only Dogear's work is measured
const source = startProgram(process.execPath, [path.join(repositoryRoot, 'tests/replica/main.ts'), '--pdfs', folder], {
  cwd: repositoryRoot,
})
const [, sourceUrl = ''] = await source.says(/replica listening on (\S+)/)
const { ports } = memoryPorts({ http: loopbackOnly(createHttpGet()) })
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, arxivUrl: sourceUrl, huggingFaceUrl: sourceUrl, fetchArxiv: false })
const app = createApp(
  {
    ...ports,
    clock: createClock(0),
    database: openDatabase(path.join(folder, 'library.sqlite')),
    libraryFiles: createLibraryFiles(folder),
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
  },
  { settings },
)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const begunMs = performance.now()
const kept = new Promise<void>((resolve) => {
  app.subscribe((frame) => {
    if (frame.name === 'changed' && frame.data.topics.includes('papers')) resolve()
  })
})
await app.dispatch('files.makeOffline', { ids: [PAPER] }, { signal })
await kept
const streamedMs = performance.now() - begunMs
delay.disable()

const wholeBegunMs = performance.now()
createHash('sha256').update(pdf).digest('hex')
writeFileAtomic(path.join(folder, 'whole.pdf'), pdf)
const wholeMs = performance.now() - wholeBegunMs

const result = {
  megabytes: MEGABYTES,
  secondsToFetch: Number((streamedMs / 1000).toFixed(2)),
  longestPauseMs: Math.round(delay.max / 1e6),
  p99PauseMs: Math.round(delay.percentile(99) / 1e6),
  inOnePieceMs: Math.round(wholeMs),
}
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`)
else {
  process.stdout.write(`A PDF of ${MEGABYTES} MB, fetched and kept in ${result.secondsToFetch} s:\n`)
  process.stdout.write(`  longest pause of the thread ${result.longestPauseMs} ms, 99th percentile ${result.p99PauseMs} ms\n`)
  process.stdout.write(`  hashed and written in one piece it would stand still for ${result.inOnePieceMs} ms\n`)
}
await app.close()
await source.end()
removeFolder(folder)

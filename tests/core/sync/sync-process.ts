// Owns a program that only syncs, so that a test can end it like a power cut. Arguments: library file, address of the replica, now.
import { crc32 } from 'node:zlib'
import { createCitationStyles } from '#adapters/citation-styles.ts'
import { createMailer } from '#adapters/mailer.ts'
import { createHttpGet } from '#adapters/http.ts'
import { memoryAccessKeys, noZotero } from '#tests/support/memory-exchange.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { memoryPictureFiles } from '#tests/support/memory-picture-files.ts'
import { memoryLibraryFiles } from '#tests/support/memory-library-files.ts'
import { openStore } from '#core/storage/store.ts'
import { createSync } from '#core/sync/sync.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'
import { loopbackOnly, seededRandom } from '#tests/support/memory-ports.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'

const [file = '', url = '', now = ''] = process.argv.slice(2)
const shiftMs = Date.parse(now) - Date.now()
const clock = {
  nowMs: () => Date.now() + shiftMs,
  sleep: (ms: number, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1))
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      })
    }),
}
const database = openDatabase(file)
const ports = {
  clock,
  random: seededRandom(1),
  http: loopbackOnly(createHttpGet()),
  annotationFiles: memoryAnnotationFiles(),
  database,
  log: () => undefined,
  crc32,
  yieldTurn: () => new Promise<void>((resolve) => setImmediate(resolve)),
  backup: () => Promise.reject(new Error('no backups here')),
  libraryFiles: memoryLibraryFiles(),
  pictureFiles: memoryPictureFiles(),
  citationStyles: createCitationStyles('/nonexistent'),
  outsideFolders: createOutsideFolders('/nonexistent'),
  zotero: noZotero,
  accessKeys: memoryAccessKeys(),
  mailer: createMailer(),
  secrets: { read: () => null, write: () => undefined, where: () => null },
  backUpDaily: () => Promise.resolve(false),
  isFileSound: () => Promise.resolve(false),
  facts: { dataFolder: '', appVersion: '0.0.0' },
}
const sync = createSync({
  store: openStore(database, ports),
  ports,
  settings: () => ({ ...DEFAULT_SETTINGS, huggingFaceUrl: url, arxivUrl: url, fetchArxiv: false }),
  onChanged: () => undefined,
  onStatus: ({ archive, phase }) => {
    if (phase === null && archive.totalMonths > 0 && archive.doneMonths === archive.totalMonths) process.exit(0)
  },
})
sync.start()

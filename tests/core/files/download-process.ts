// Owns a program that only fetches one PDF, so that a test can end it like a power cut. Arguments: data folder, address of the replica, paper.
import path from 'node:path'
import { createHttpGet } from '#adapters/http.ts'
import { createLibraryFiles } from '#adapters/library-files.ts'
import { createClock } from '#adapters/node-ports.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'

const [folder = '', url = '', paper = ''] = process.argv.slice(2)
const { ports } = memoryPorts({ http: loopbackOnly(createHttpGet()) })
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, huggingFaceUrl: url, arxivUrl: url, fillArchive: false, fetchArxiv: false })
const app = createApp(
  {
    ...ports,
    clock: createClock(0),
    database: openDatabase(path.join(folder, 'library.sqlite')),
    libraryFiles: createLibraryFiles(folder),
  },
  { settings },
)
await app.dispatch('files.makeOffline', { ids: [paper] }, { signal: new AbortController().signal })

// Owns an app on real files for the tests of what is kept up to date outside: a library in memory, a folder on disk, a clock moved by hand.
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createAnnotationFiles } from '#adapters/annotation-files.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { createCitationStyles } from '#adapters/citation-styles.ts'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import type { Ports } from '#core/ports.ts'
import { createApp } from '#core/app.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { DogearError } from '#domain/errors.ts'
import type { ExchangePatch } from '#domain/exchange.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { addPapers, type TestPaper, TEST_NOW_MS } from '#tests/support/library.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'

export interface ExchangeDesk {
  /** Where what goes out is written. */
  folder: string
  store: Store
  ports: Ports
  memory: ReturnType<typeof memoryPorts>
  call<Name extends CallName>(name: Name, input: CallInput<Name>, signal?: AbortSignal): Promise<CallOutput<Name>>
  set(exchange: ExchangePatch): void
  start(): void
  close(): Promise<void>
}

export function openDesk(
  papers: readonly TestPaper[],
  exchange: (folder: string) => ExchangePatch,
  libraryPath = ':memory:',
): ExchangeDesk {
  const folder = newTempFolder()
  const memory = memoryPorts({ nowMs: TEST_NOW_MS, path: libraryPath })
  const store = openStore(memory.ports.database, memory.ports)
  if (store.sql.prepare('SELECT 1 FROM papers WHERE sample = 0').get() === undefined) addPapers({ store }, papers)
  const data = path.join(folder, 'data')
  const ports: Ports = {
    ...memory.ports,
    annotationFiles: memory.watch(createAnnotationFiles(data)),
    citationStyles: createCitationStyles(data),
    outsideFolders: memory.watch(createOutsideFolders(data)),
  }
  let chosen = exchange(folder)
  const settings = (): CoreSettings =>
    CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false, fillArchive: false, fetchArxiv: false, exchange: chosen })
  const app = createApp(ports, { settings: settings(), checkOutputs: true })
  const close = async (): Promise<void> => {
    await memory.finish(app.close())
    removeFolder(folder)
  }
  let isOpen = true
  const closeOnce = async (): Promise<void> => {
    if (isOpen) await close()
    isOpen = false
  }
  onTestFinished(closeOnce)
  return {
    folder,
    store,
    ports,
    memory,
    call: async (name, input, signal = new AbortController().signal) => {
      const outcome = await memory.finish(app.dispatch(name, input, { signal }))
      if (!outcome.ok) throw new DogearError(outcome.error.code, outcome.error.message)
      return outcome.value as never
    },
    set: (patch) => {
      chosen = { ...chosen, ...patch }
      app.configure(settings())
    },
    start: () => app.start(),
    close: closeOnce,
  }
}

// Owns how a command gets at the library: in the worker thread as every host, without the writer's lock where it only reads.
import { existsSync } from 'node:fs'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import { changedSettings, Settings } from '#domain/settings.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { type Core, startCore } from '../core-thread/core-thread.ts'
import { coreSettingsOf } from '../host-calls.ts'
import { openPlace, type StartOptions } from '../start-options.ts'
import { withWaysOut } from '../ways-out.ts'
import { appVersion } from './app-version.ts'
import type { Access, Library } from './cli-command.ts'

export interface OpenLibrary extends Library {
  close(): Promise<void>
}

const WORKER_FILE = new URL('../core-thread/core-worker.ts', import.meta.url)

/**
 * Opens the library for one command. Reading takes no lock, so it works beside a window that writes; only where there is
 * no library yet, or an older one, reading has to write once. Throws what `startCore` throws: `busy`, `newer-database` …
 */
export async function openLibrary(
  { dataFolder, overrides, clockOffsetMs }: Pick<StartOptions, 'dataFolder' | 'overrides' | 'clockOffsetMs'>,
  access: Access,
  { signal, say }: { signal: AbortSignal; say(sentence: string): void },
): Promise<OpenLibrary> {
  const place = placeFor(dataFolder, access)
  if (place.notice !== null) say(place.notice)
  const settings = coreSettingsOf(changedSettings(place.settings, overrides))
  const start = (readOnly: boolean): Promise<Core> =>
    startCore({
      workerFile: WORKER_FILE,
      dataFolder: place.dataFolder,
      appVersion: appVersion(),
      clockOffsetMs,
      readOnly,
      by: access === 'tools' ? 'another program' : undefined,
      // a command does what it says and nothing beside it
      background: false,
      settings: access === 'sync' ? settings : { ...settings, networkOn: false },
    })
  const opened =
    access === 'read' && existsSync(libraryFile(place.dataFolder)) ? start(true).catch(orWriting(() => start(false))) : start(false)
  const core = await opened.catch((thrown: unknown) => {
    throw withWaysOut(thrown, place.dataFolder)
  })

  return {
    call: async <Name extends CallName>(name: Name, input: CallInput<Name>) => {
      const outcome = await core.call(name, input, { signal })
      if (outcome.ok) return outcome.value as CallOutput<Name>
      const { code, message, retryable, detail } = outcome.error
      throw new DogearError(code, message, { retryable, ...(detail === undefined ? {} : { detail }) })
    },
    onEvent: (listener) => core.onEvent(listener),
    close: () => core.close(),
  }
}

/** A folder that may not be written can still be read: then its settings are the usual ones. */
function placeFor(dataFolder: string | undefined, access: Access): { dataFolder: string; settings: Settings; notice: string | null } {
  try {
    const place = openPlace(dataFolder)
    return { dataFolder: place.dataFolder, settings: place.settings.get(), notice: place.settings.notice }
  } catch (thrown) {
    if (access !== 'read' || dataFolder === undefined || !existsSync(libraryFile(dataFolder))) throw thrown
    return { dataFolder, settings: Settings.parse({}), notice: null }
  }
}

function orWriting(start: () => Promise<Core>): (thrown: unknown) => Promise<Core> {
  return (thrown) => {
    if (thrown instanceof DogearError && thrown.code === 'read-only') return start()
    throw thrown
  }
}

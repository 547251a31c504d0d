// Owns the options that every host takes on its command line, and what follows from them.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { DogearError } from '#domain/errors.ts'
import { type SettingsPatch, UpstreamUrl } from '#domain/settings.ts'
import { prepareFolder, usualFolders } from '#adapters/data-folder.ts'
import { clockOffsetFor } from '#adapters/node-ports.ts'
import { type OpenSettingsFile, openSettings, type SettingsStore } from '#adapters/settings-store.ts'

export interface StartOptions {
  /** Absolute; undefined means the usual place. */
  dataFolder: string | undefined
  clockOffsetMs: number
  port: number | undefined
  open: boolean
  /** Settings for this run only: `--hf-url`, `--arxiv-url`, `--offline`. */
  overrides: SettingsPatch
  /** What is neither an option of ours nor its value. */
  rest: string[]
}

/** Throws `invalid-input` with a sentence that names the option. Options nobody knows are left in `rest`. */
export function parseStartOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StartOptions {
  const known = {
    data: { type: 'string' },
    now: { type: 'string' },
    port: { type: 'string' },
    'hf-url': { type: 'string' },
    'arxiv-url': { type: 'string' },
    offline: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  } as const
  const { values, tokens } = parseArgs({ args: [...args], options: known, strict: false, allowPositionals: true, tokens: true })
  const text = (name: keyof typeof known): string | undefined => {
    const value = values[name]
    if (value === undefined) return undefined
    if (typeof value === 'string' && value !== '') return value
    throw new DogearError('invalid-input', `--${name} needs a value after it.`)
  }
  const rest = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [token.value]
    if (token.kind === 'option' && !Object.hasOwn(known, token.name))
      return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`]
    return []
  })
  const data = text('data')
  return {
    dataFolder: data === undefined ? undefined : path.resolve(data),
    clockOffsetMs: clockOffsetFor(text('now')),
    port: portFrom(text('port')),
    open: values['no-open'] !== true,
    overrides: {
      ...upstream('huggingFaceUrl', '--hf-url', text('hf-url') ?? environment['DOGEAR_HF_URL']),
      ...upstream('arxivUrl', '--arxiv-url', text('arxiv-url') ?? environment['DOGEAR_ARXIV_URL']),
      ...(values['offline'] === true ? { networkOn: false } : {}),
    },
    rest,
  }
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new DogearError('invalid-input', `--port ${text} is not a port; it is a number up to 65535.`)
}

function upstream(key: 'huggingFaceUrl' | 'arxivUrl', option: string, text: string | undefined): SettingsPatch {
  if (text === undefined || text === '') return {}
  const url = UpstreamUrl.safeParse(text)
  if (url.success) return { [key]: url.data }
  throw new DogearError('invalid-input', `${option} ${text} can’t be used: it must be an https address (http only on this machine).`)
}

export interface Place {
  dataFolder: string
  settings: SettingsStore
}

/**
 * The library's folder and its settings: both in `--data` where that is given; else the settings are in the usual
 * place and may name another folder for the library. Makes missing folders. Throws as `prepareFolder`.
 */
export function openPlace(dataFolder: string | undefined, openFile?: OpenSettingsFile): Place {
  if (dataFolder !== undefined) {
    prepareFolder(dataFolder)
    return { dataFolder, settings: openSettings(dataFolder, openFile) }
  }
  const usual = usualFolders()
  prepareFolder(usual.config)
  const settings = openSettings(usual.config, openFile)
  const chosen = settings.get().dataFolder
  const folder = chosen !== '' && path.isAbsolute(chosen) ? chosen : usual.data
  prepareFolder(folder)
  return { dataFolder: folder, settings }
}

// Owns the settings file: read tolerantly, set aside when damaged, written whole.
import { copyFileSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Conf from 'conf'
import { changedSettings, Settings, type SettingsPatch } from '#domain/settings.ts'
import { fileError } from './files.ts'

/** What `conf` and `electron-store` have in common, as far as it is used. */
export interface SettingsFile {
  store: Record<string, unknown>
}

export type OpenSettingsFile = (options: { folder: string; name: string }) => SettingsFile

export interface SettingsStore {
  get(): Settings
  /** Throws `disk-full` or `read-only`; nothing is changed then. */
  set(patch: SettingsPatch): Settings
  /** A sentence about what had to be put right when the file was read; null when all was well. */
  readonly notice: string | null
  readonly file: string
}

const NAME = 'settings'
/** Settings that are objects of settings. */
const INSIDE = ['digest', 'exchange'] as const

/** Opens `settings.json` in `folder`, which must exist. A damaged file is kept under another name; never throws for its content. */
export function openSettings(folder: string, openFile: OpenSettingsFile = openWithConf): SettingsStore {
  const file = path.join(folder, `${NAME}.json`)
  const { stored, notice: damage } = openOrRemember(file, () => openFile({ folder, name: NAME }))
  const raw = { ...stored.store }
  let current = Settings.parse(raw)
  const wrong = [...unusable(raw, current, ''), ...INSIDE.flatMap((name) => unusable(raw[name], current[name], `${name}.`))]
  const kept = damage === null && wrong.length > 0 ? keepCopy(file) : null
  if (kept !== null) putRight(stored, current)
  const notice = damage ?? (wrong.length > 0 ? wrongSentence(wrong, kept) : null)
  return {
    get: () => current,
    set: (patch) => {
      const next = changedSettings(current, patch)
      try {
        stored.store = { ...next }
      } catch (thrown) {
        throw fileError(thrown, file)
      }
      current = next
      return current
    },
    notice,
    file,
  }
}

/** The fields of `held` that the file gave another value, which could not be used. What is an object of settings is looked into by itself. */
function unusable(given: unknown, held: object, prefix: string): string[] {
  if (typeof given !== 'object' || given === null) return []
  const values = new Map(Object.entries(given))
  return Object.entries(held)
    .filter(
      ([key, value]) =>
        values.has(key) &&
        !(INSIDE.some((name) => name === key) && isObject(values.get(key))) &&
        !isDeepStrictEqual(values.get(key), value),
    )
    .map(([key]) => prefix + key)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function openWithConf({ folder, name }: { folder: string; name: string }): SettingsFile {
  return new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    projectName: 'dogear',
  })
}

/** Where even setting aside fails (a folder that can't be written), the settings live until the program ends. */
function openOrRemember(file: string, open: () => SettingsFile): { stored: SettingsFile; notice: string | null } {
  try {
    const notice = setAsideUnreadable(file)
    return { stored: open(), notice }
  } catch {
    return {
      stored: { store: {} },
      notice: `The settings file ${file} can’t be used, so the usual settings hold and changes last until Dogear is closed.`,
    }
  }
}

function setAsideUnreadable(file: string): string | null {
  if (!statSync(file, { throwIfNoEntry: false })) return null
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return null
  } catch {
    // not JSON, or not a file at all: set aside below
  }
  const aside = asideName(file)
  renameSync(file, aside)
  return `The settings file was damaged, so the usual settings hold. The damaged one is kept as ${path.basename(aside)}.`
}

/** The copy's name; null where there is no room for one, and the file stays as it is. */
function keepCopy(file: string): string | null {
  try {
    const copy = asideName(file)
    copyFileSync(file, copy)
    return path.basename(copy)
  } catch {
    return null
  }
}

/** So that it is told once; a file that can't be written is told again at the next start. */
function putRight(stored: SettingsFile, settings: Settings): void {
  try {
    stored.store = { ...settings }
  } catch {
    // the settings hold until the program ends
  }
}

function wrongSentence(wrong: readonly string[], kept: string | null): string {
  const sentence = `Some settings could not be used (${wrong.join(', ')}), so their usual values hold.`
  return kept === null ? sentence : `${sentence} The file as it was is kept as ${kept}.`
}

function asideName(file: string): string {
  const stamp = new Date().toISOString().replaceAll(':', '-')
  return path.join(path.dirname(file), `${NAME}.damaged-${stamp}.json`)
}

// Owns the calls that the process around core answers itself: settings, copies of the library, and opening an address in the system's browser.
import { api, type CallName, type EventFrame, type ParsedInput, Topic } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import { changedSettings, CoreSettings, type Settings, type SettingsPatch } from '#domain/settings.ts'
import { BACKUP_RULE, listBackups } from '#adapters/backups.ts'
import { diagnosticsText } from '#adapters/diagnostics.ts'
import type { SettingsStore } from '#adapters/settings-store.ts'
import type { CareTask } from './core-thread/care-task.ts'
import type { Core } from './core-thread/core-thread.ts'

export interface HostCalls {
  /** Never rejects. */
  call(name: CallName, input: unknown): Promise<Outcome>
  onEvent(listener: (frame: EventFrame) => void): () => void
  /** Tells every window; for what a menu or a link asks. */
  emit(frame: EventFrame): void
  settings(): Settings
}

/** The system's own dialogs; null from either where the reader left it. */
export interface Dialogs {
  choose(asked: ParsedInput<'places.choose'>): Promise<string | null>
  save(name: string, bytes: Uint8Array): Promise<string | null>
}

export interface HostCallsOptions {
  store: SettingsStore
  /** Given on the command line: they hold until changed in the window, and are never written to the file. */
  overrides: SettingsPatch
  openExternal: (url: string) => Promise<void>
  /** Null where the window is a page in a browser, which has its own. */
  dialogs: Dialogs | null
  /** Called after every change. */
  onSettings: (settings: Settings) => void
  copies: { dataFolder: string; care: Core['care'] }
  appVersion: string
}

export function createHostCalls({ store, overrides, openExternal, dialogs, onSettings, copies, appVersion }: HostCallsOptions): HostCalls {
  const listeners = new Set<(frame: EventFrame) => void>()
  const held = new Map(Object.entries(overrides))
  const settings = (): Settings => changedSettings(store.get(), Object.fromEntries(held))
  const emit = (frame: EventFrame): void => {
    for (const listener of listeners) listener(frame)
  }

  /** Another library than before: whatever a window shows is read again. */
  const cared = async (task: CareTask): Promise<unknown> => {
    const outcome = await copies.care(task)
    if (!outcome.ok) {
      const { code, message, retryable, detail } = outcome.error
      throw new DogearError(code, message, { retryable, ...(detail === undefined ? {} : { detail }) })
    }
    emit({ name: 'changed', data: { topics: [...Topic.options], ids: null, annotations: null } })
    return outcome.value
  }

  const answer = async (name: CallName, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'settings.get':
        return { settings: settings(), notice: store.notice }
      case 'settings.set': {
        const patch = parse(name, input)
        store.set(patch)
        for (const key of Object.keys(patch)) held.delete(key)
        const now = settings()
        onSettings(now)
        emit({ name: 'settings', data: now })
        return { settings: now }
      }
      case 'copies.list':
        return { copies: listBackups(copies.dataFolder), rule: BACKUP_RULE }
      case 'copies.restore':
        return await cared({ kind: 'restore', name: parse(name, input).name })
      case 'copies.startFresh':
        return await cared({ kind: 'start-fresh' })
      case 'copies.repair':
        return await cared({ kind: 'repair' })
      case 'diagnostics.get':
        return { text: diagnosticsText({ dataFolder: copies.dataFolder, appVersion, settings: settings(), nowMs: Date.now() }) }
      case 'places.choose':
        return { path: await withDialogs(dialogs).choose(parse(name, input)) }
      case 'places.save': {
        const file = parse(name, input)
        return { path: await withDialogs(dialogs).save(file.name, Buffer.from(file.base64, 'base64')) }
      }
      case 'shell.open':
        await openExternal(externalUrl(parse(name, input).url))
        return {}
      default:
        throw new DogearError('unsupported', `Dogear knows no call “${name}” here.`)
    }
  }

  return {
    call: async (name, input) => {
      try {
        return { ok: true, value: await answer(name, input) }
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown) }
      }
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit,
    settings,
  }
}

export function coreSettingsOf(settings: Settings): CoreSettings {
  return CoreSettings.parse(settings)
}

/** Only pages: an `http(s)` address without a name and password in it. Throws `invalid-input`. */
export function externalUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '') return url.href
  throw new DogearError('invalid-input', 'Only web addresses (http and https) are opened.', { detail: text.slice(0, 200) })
}

function withDialogs(dialogs: Dialogs | null): Dialogs {
  if (dialogs === null) throw new DogearError('unsupported', 'The system’s dialogs can’t be shown from a browser. Type the place.')
  return dialogs
}

function parse<Name extends 'settings.set' | 'shell.open' | 'copies.restore' | 'places.choose' | 'places.save'>(
  name: Name,
  input: unknown,
): ReturnType<(typeof api)[Name]['input']['parse']> {
  const parsed = api[name].input.safeParse(input)
  if (parsed.success) return parsed.data as ReturnType<(typeof api)[Name]['input']['parse']>
  const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new DogearError('invalid-input', `That can’t be used: ${detail}.`, { detail })
}

// Owns what the reader does in Import and export: settings of it, styles, and what is kept up to date outside.
import type { ExchangePatch } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import { DogearError } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { loadKept, loadKeys, loadStyles, useExchange } from '../state/exchange.ts'
import { useSettings } from '../state/settings.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { carryThrough } from '../state/work.ts'
import { counted } from '#domain/counted.ts'
import { changeSettings } from './library.ts'

const LARGEST_STYLE = 2_000_000

export function changeExchange(exchange: ExchangePatch): void {
  changeSettings({ exchange })
}

/** Adds a .csl file and chooses it. */
export async function addStyle(file: File): Promise<void> {
  try {
    if (file.size > LARGEST_STYLE) throw new DogearError('invalid-input', `${file.name} is too large for a citation style.`)
    const { name, title } = await client.call('citations.addStyle', { style: await file.text(), name: file.name })
    await loadStyles()
    changeExchange({ citationStyle: name })
    tell(`Added ${title}.`)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

export function removeStyle(name: string): void {
  client.call('citations.removeStyle', { name }).then(() => {
    changeExchange({ citationStyle: 'apa' })
    tell('The style is taken away.')
    return loadStyles()
  }, reportFailure)
}

/** Writes what is kept up to date now, and says what became of it. */
export function keepNow(): void {
  say('Writing.')
  client
    .call('keeping.run', {})
    .then(async ({ kept }) => {
      await loadKept()
      const problem = kept.find((one) => one.problem !== null)?.problem
      const { length } = useExchange.getState().conflicts
      tell(problem ?? (length === 0 ? 'All of it is up to date.' : `Up to date but for ${counted(length, 'note')} to settle.`))
    })
    .catch(reportFailure)
}

/** The whole library as one file in the folder for that. */
export function archiveLibrary(pdfs: boolean): void {
  carryThrough(
    'Writing the archive',
    ({ signal }) => client.call('library.archive', { pdfs, ...outFolder() }, { signal, hearsOut: true }),
    ({ call }) => call === 'library.archive',
  ).then(({ sentence }) => tell(sentence), reportStopped('Stopped; nothing was written.'))
}

/** Gives the secret; null where it could not be made. */
export async function addAccessKey(name: string, opens: 'feeds' | 'api'): Promise<string | null> {
  try {
    const { key } = await client.call('keys.add', { name, opens })
    await loadKeys()
    tell(`Made the key “${name}”.`)
    return key
  } catch (thrown) {
    reportFailure(thrown)
    return null
  }
}

export function revokeAccessKey(name: string): void {
  client.call('keys.revoke', { name }).then(() => {
    tell(`“${name}” opens nothing any more.`)
    return loadKeys()
  }, reportFailure)
}

export function stopKeeping(): void {
  client.call('keeping.stop', {}).then(() => say('Stopped.'), reportFailure)
}

/** Makes one text of a note, or both, the note; undo has the other. */
export function settleConflict(id: PaperId, keep: 'mine' | 'vault' | 'both'): void {
  client.call('vault.settle', { id, keep }).then(({ sentence, historyId }) => {
    showToast({ sentence, undo: historyId !== null })
    say(sentence)
    return loadKept()
  }, reportFailure)
}

/** Empty for the data folder's “exports”. */
export function outFolder(folder = useSettings.getState().settings.exchange.outFolder): { folder?: string } {
  return folder.trim() === '' ? {} : { folder: folder.trim() }
}

/** For a work that may be stopped: says what that left behind, else reports the failure. */
export function reportStopped(sentence: string): (thrown: unknown) => void {
  return (thrown) => {
    if (reportFailure(thrown).code === 'cancelled') tell(sentence)
  }
}

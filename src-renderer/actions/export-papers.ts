// Owns papers on their way out of the window: which ones, in what form, seen first, saved, copied or sent.
import type { ListPlace } from '#domain/list.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { today } from '../state/clock.ts'
import { currentList } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, tell } from '../state/toasts.ts'
import { openDialog } from '../state/window.ts'
import { carryThrough } from '../state/work.ts'
import { type ExportForm, exportFileName } from '../words/export-formats.ts'
import { placeTitle } from '../words/places.ts'
import { outFolder, reportStopped } from './exchange.ts'
import { copy } from './paper.ts'
import { saveFile } from './save-file.ts'
import { targets } from './targets.ts'

const SEEN_FIRST = 12
const LONGEST_PREVIEW = 20_000
const MOST_OF_A_SEARCH = 1_000

/** The marked papers, else the selected one. */
export function exportTargets(): void {
  const ids = targets()
  if (ids.length > 0) openDialog({ kind: 'export', ids, name: ids.length === 1 ? (ids[0] ?? '') : 'selection' })
}

/** Every paper of the open list, also those that are not on screen. */
export function exportList(): void {
  const ids = [...(currentList()?.ids ?? [])]
  if (ids.length > 0) openDialog({ kind: 'export', ids, name: placeTitle(usePlace.getState().place, today().slice(0, 4)) })
}

/** Of a list or a search that is not open. */
export async function exportFrom(from: { place: ListPlace } | { search: string }, name: string): Promise<void> {
  try {
    const ids =
      'search' in from
        ? (await client.call('search.query', { text: from.search, limit: MOST_OF_A_SEARCH, texts: 0 })).hits.map(({ id }) => id)
        : (await client.call('papers.list', { place: from.place, rows: 0 })).ids
    if (ids.length === 0) return tell(`${name} has no papers.`)
    openDialog({ kind: 'export', ids, name })
  } catch (thrown) {
    reportFailure(thrown)
  }
}

/** How the first of them look. */
export async function previewOf(form: ExportForm, ids: readonly PaperId[], signal: AbortSignal): Promise<string> {
  if (form.of === 'pack') return ''
  const text = await textOf(form, ids.slice(0, SEEN_FIRST), signal)
  return text.length > LONGEST_PREVIEW ? `${text.slice(0, LONGEST_PREVIEW)} …` : text
}

export async function saveExport(form: ExportForm, ids: readonly PaperId[], name: string): Promise<boolean> {
  return await done(async () => {
    const text = await carryThrough('Writing the file', ({ signal }) => textOf(form, ids, signal), isExport)
    const sentence = await saveFile(exportFileName(name, form), new Blob([text], { type: 'text/plain;charset=utf-8' }))
    if (sentence !== null) tell(sentence)
    return sentence !== null
  })
}

export async function copyExport(form: ExportForm, ids: readonly PaperId[]): Promise<boolean> {
  return await done(async () => {
    const text = await carryThrough('Putting it together', ({ signal }) => textOf(form, ids, signal), isExport)
    await copy(text, `Copied ${form.title}.`)
  })
}

export async function packPapers(ids: readonly PaperId[], { by, folder }: { by: string; folder: string }): Promise<boolean> {
  return await done(async () => {
    const asked = { ids: [...ids], by, ...outFolder(folder) }
    const { sentence } = await carryThrough(
      'Packing',
      ({ signal }) => client.call('papers.pack', asked, { signal, hearsOut: true }),
      ({ call }) => call === 'papers.pack',
    )
    tell(sentence)
  })
}

export async function sendToZotero(ids: readonly PaperId[]): Promise<boolean> {
  return await done(async () => {
    const { sentence } = await carryThrough(
      'Sending to Zotero',
      ({ signal }) => client.call('zotero.send', { ids: [...ids] }, { signal, hearsOut: true }),
      ({ call }) => call === 'zotero.send',
    )
    tell(sentence)
  }, 'Stopped; Zotero keeps what it had taken.')
}

function isExport({ call }: { call: string }): boolean {
  return call === 'library.export'
}

async function textOf(form: ExportForm, ids: readonly PaperId[], signal: AbortSignal): Promise<string> {
  switch (form.of) {
    case 'papers':
      return (await client.call('library.export', { format: form.format, ids: [...ids] }, { signal })).text
    case 'references':
      return (await client.call('citations.format', { ids: [...ids] }, { signal })).text
    case 'marks':
      return (await client.call('annotations.asText', { ids: [...ids], format: form.format }, { signal })).text
    case 'pack':
      return ''
  }
}

/** False where it failed, which is said, or was left. */
async function done(work: () => Promise<boolean | void>, whenStopped = 'Stopped; nothing was written.'): Promise<boolean> {
  try {
    return (await work()) ?? true
  } catch (thrown) {
    reportStopped(whenStopped)(thrown)
    return false
  }
}

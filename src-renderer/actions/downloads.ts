// Owns what is done with files: asking for PDFs of a paper, a selection or a whole list, the queue, pins, taking away, opening from disk.
import { wholeCount } from '#domain/counted.ts'
import { UPLOAD_BYTES } from '#contract/files.ts'
import type { FileHash } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { loadFilesOf, loadQueue, loadStored } from '../state/downloads.ts'
import { currentList } from '../state/lists.ts'
import { papers } from '../state/papers.ts'
import { usePlace } from '../state/place.ts'
import { carryThrough } from '../state/work.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { base64Of } from '../words/base64.ts'
import { askForFiles } from './ask-for-files.ts'
import { openReader } from './reader-tabs.ts'
import { targets } from './targets.ts'

const MOST_ASKED = 2_000

/** Asks for the PDFs of the selected papers; they come while the reader goes on. */
export function makeOffline(): void {
  askForPdfs(targets())
}

/** Every paper of the list that is open: a day, the shortlist, what was found. */
export function makeListOffline(): void {
  const ids = currentList()?.ids ?? []
  if (ids.length > MOST_ASKED) {
    return void showToast({ sentence: `This list has more than ${wholeCount(MOST_ASKED)} papers. Narrow it first.` })
  }
  askForPdfs(ids)
}

/** One that failed is tried from the beginning. */
export function askForPdfs(ids: readonly PaperId[]): void {
  if (ids.length > 0) told(client.call('files.makeOffline', { ids: [...ids] }))
}

export function fetchNewer(ids: readonly PaperId[] = targets()): void {
  const here = ids.filter((id) => papers.get(id)?.offlineReady)
  if (here.length === 0) return void showToast({ sentence: 'No PDF is on disk yet. Make the paper offline first.' })
  told(client.call('files.fetchNewer', { ids: here }))
}

export function pauseFetching(paused: boolean): void {
  told(client.call('files.pause', { paused }))
}

export function togglePause(): void {
  client
    .call('files.queue', {})
    .then(({ paused }) => pauseFetching(!paused))
    .catch(reportFailure)
}

/** Without papers: everything that waits. */
export function stopFetching(ids?: readonly PaperId[]): void {
  told(client.call('files.cancel', ids ? { ids: [...ids] } : {}))
}

export function fetchFirst(id: PaperId): void {
  told(client.call('files.putFirst', { ids: [id] }))
}

export function pin(hash: FileHash, pinned: boolean): void {
  told(client.call('files.pin', { hashes: [hash], pinned }), { undo: true })
}

/** Pins the newest file of the selected paper, or lets it go. */
export function togglePin(): void {
  const { selectedId } = usePlace.getState()
  if (selectedId === null) return
  client
    .call('files.ofPaper', { paperId: selectedId })
    .then(({ files: [file], pinned }) => {
      if (file) pin(file.hash, !pinned.includes(file.hash))
      else showToast({ sentence: 'No PDF is on disk yet. Make the paper offline first.' })
    })
    .catch(reportFailure)
}

export function removeFiles(hashes: readonly FileHash[]): void {
  told(client.call('files.remove', { hashes: [...hashes] }))
}

/** Takes the files of the selected papers off the disk; marked and pinned ones stay. */
export function removeFilesOfSelected(): void {
  Promise.all(targets().map(async (paperId) => (await client.call('files.ofPaper', { paperId })).files))
    .then((found) => {
      const hashes = found.flat().map(({ hash }) => hash)
      if (hashes.length === 0) showToast({ sentence: 'None of them is on the disk.' })
      else removeFiles(hashes)
    })
    .catch(reportFailure)
}

function told(doing: Promise<{ sentence: string }>, { undo = false }: { undo?: boolean } = {}): void {
  doing
    .then(async ({ sentence }) => {
      showToast({ sentence, undo })
      say(sentence)
      await refresh()
    })
    .catch(reportFailure)
}

async function refresh(): Promise<void> {
  const { place, selectedId } = usePlace.getState()
  await Promise.all([
    ...(place.kind === 'downloads' ? [loadQueue(), loadStored()] : []),
    ...(selectedId === null ? [] : [loadFilesOf(selectedId)]),
  ])
}

/** Asks the reader for a PDF of their own disk. */
export function chooseFile(): void {
  askForFiles('application/pdf,.pdf', openFiles)
}

/** Takes PDFs into the library and opens the last of them. */
export function openFiles(files: readonly File[]): void {
  const open = async (): Promise<void> => {
    for (const file of files) await openReader(await send(file))
  }
  open().catch(reportFailure)
}

/** The paper that its first page names is added by core, which tells of it. */
function send(file: File): Promise<FileHash> {
  return carryThrough(`Opening ${file.name}`, async ({ signal, show }) => {
    const upload = crypto.randomUUID()
    for (let offset = 0; ; offset += UPLOAD_BYTES) {
      const done = offset + UPLOAD_BYTES >= file.size
      const base64 = base64Of(new Uint8Array(await file.slice(offset, offset + UPLOAD_BYTES).arrayBuffer()))
      const answer = await client.call('files.receive', { upload, name: file.name, offset, base64, done }, { signal })
      if (done && answer.file) return answer.file.hash
      if (done) throw new Error('the file was sent, and nothing came of it')
      signal.throwIfAborted()
      show(Math.floor(offset / UPLOAD_BYTES) + 1, Math.ceil(file.size / UPLOAD_BYTES))
    }
  })
}

// Owns files that the reader picks or drops: archives and packs, bibliographies and lists, PDFs that name their paper, marks for the open one.
import type { CallOutput } from '#contract/api.ts'
import { UPLOAD_BYTES } from '#contract/files.ts'
import { client } from '../app/client.ts'
import { tell } from '../state/toasts.ts'
import { carryThrough } from '../state/work.ts'
import { base64Of } from '../words/base64.ts'
import { addPapers, textOfFile } from './add-papers.ts'
import { askForFiles } from './ask-for-files.ts'
import { openFiles } from './downloads.ts'
import { reportStopped } from './exchange.ts'
import { takeMarks } from './reader-exchange.ts'

/** What can be taken over, by the ends of its names. */
export const IMPORTED_FILES = '.bib,.bibtex,.ris,.json,.jsonld,.txt,.md,.csv,.pdf,.zip'

/** Asks the reader for files to take over; marks go onto the open PDF. */
export function chooseImports(): void {
  askForFiles(IMPORTED_FILES, (files) => void takeFiles(files))
}

/** One after the other; what can't be taken is told, and keeps no other from its turn. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const pdfs = files.filter(isPdf)
  if (pdfs.length > 0) openFiles(pdfs)
  for (const file of files.filter((one) => !isPdf(one))) {
    await takeFile(file).catch(reportStopped('Stopped; nothing of it was taken over.'))
  }
}

function isPdf({ type, name }: File): boolean {
  return type === 'application/pdf' || /\.pdf$/i.test(name)
}

async function takeFile(file: File): Promise<void> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, 1024).arrayBuffer())
  if (head.startsWith('PK')) return await takeArchive(file)
  const text = await textOfFile(file)
  if (!(await takeMarks(text))) await addPapers(text)
}

async function takeArchive(file: File): Promise<void> {
  const done = await carryThrough(`Taking over ${file.name}`, async ({ signal, show }) => {
    let imported: CallOutput<'library.receive'>['done'] = null
    await inPieces(file, signal, show, async (piece) => {
      imported = (await client.call('library.receive', piece, { signal, hearsOut: true })).done
    })
    return imported as CallOutput<'library.receive'>['done']
  })
  if (done) tell(done.sentence, done.historyId !== null)
}

interface Piece {
  upload: string
  offset: number
  base64: string
  done: boolean
}

async function inPieces(
  file: File,
  signal: AbortSignal,
  show: (done: number, total: number) => void,
  send: (piece: Piece) => Promise<void>,
): Promise<void> {
  const upload = crypto.randomUUID()
  let offset = 0
  do {
    const bytes = new Uint8Array(await file.slice(offset, offset + UPLOAD_BYTES).arrayBuffer())
    const done = offset + bytes.length >= file.size
    await send({ upload, offset, base64: base64Of(bytes), done })
    if (done) return
    signal.throwIfAborted()
    offset += bytes.length
    show(Math.floor(offset / UPLOAD_BYTES), Math.ceil(file.size / UPLOAD_BYTES))
  } while (offset < file.size)
}

/** A file that falls on the window is taken, wherever it falls; the browser would leave the page for it. */
export function listenForDrops(target: Window): () => void {
  const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  const over = (event: DragEvent): void => {
    if (isFiles(event)) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    if (!isFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    void takeFiles([...(event.dataTransfer?.files ?? [])])
  }
  target.addEventListener('dragover', over)
  target.addEventListener('drop', drop)
  return () => {
    target.removeEventListener('dragover', over)
    target.removeEventListener('drop', drop)
  }
}

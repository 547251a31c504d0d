// Owns taking a whole library, or some papers of it, out as one file, and bringing such a file in.
import { counted } from '#domain/counted.ts'
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { dayOfMs } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { noteImagesIn, pictureType } from '#domain/picture.ts'
import { type CommandContext, runCommand } from '../command.ts'
import type { Ports } from '../ports.ts'
import { requirePapers } from '../queries/paper-names.ts'
import {
  addOutsideRows,
  type ArchiveRow,
  archiveTables,
  changesSoFar,
  isEmptyLibrary,
  readTable,
  replaceTables,
} from '../storage/archive-rows.ts'
import { outsideTransaction } from '../storage/outside-transaction.ts'
import { SCHEMA_VERSION } from '../storage/store.ts'
import type { Waits } from '../waits.ts'
import { type Archive, packArchive, unpackArchive } from './archive-file.ts'
import { mergeReaderRows } from './merge-rows.ts'
import { absolutePath } from './outside-path.ts'
import { checkRows } from './row-shapes.ts'

export interface ArchiveParts {
  context: CommandContext
  ports: Pick<Ports, 'annotationFiles' | 'outsideFolders' | 'pictureFiles' | 'libraryFiles' | 'clock' | 'random' | 'yieldTurn' | 'facts'>
}

const MOST_PDF_BYTES = 1_000_000_000
const PACK_TABLES = ['papers', 'arxiv_records', 'notes', 'tags', 'paper_tags', 'annotations', 'annotation_tags', 'merge_bases'] as const

/** The whole library: every row, pictures of areas, and the PDFs where asked for. Throws `conflict` where changes never pause. */
export async function exportArchive(
  parts: ArchiveParts,
  { pdfs, ...where }: ParsedInput<'library.archive'>,
  options: Waits,
): Promise<CallOutput<'library.archive'>> {
  const tables = await unchangedTables(parts, archiveTables(parts.context.store), options)
  return await write(parts, { kind: 'library', by: '', tables, pdfs }, where, options)
}

/** Some papers with their notes, tags and marks, for a colleague: no decisions, no history, no PDFs. */
export async function exportPack(
  parts: ArchiveParts,
  { ids, by, ...where }: ParsedInput<'papers.pack'>,
  options: Waits,
): Promise<CallOutput<'papers.pack'>> {
  requirePapers(parts.context.store, ids)
  const all = await unchangedTables(parts, PACK_TABLES, options)
  const wanted = new Set<unknown>(ids)
  const keep = (table: string, column: string, among: ReadonlySet<unknown>): ArchiveRow[] =>
    (all.get(table) ?? []).filter((row) => among.has(row[column]))
  const paperTags = keep('paper_tags', 'paper_id', wanted)
  const annotations = keep('annotations', 'paper_id', wanted)
  const tables = new Map<string, ArchiveRow[]>([
    ['papers', keep('papers', 'id', wanted)],
    ['arxiv_records', keep('arxiv_records', 'paper_id', wanted)],
    ['notes', keep('notes', 'paper_id', wanted)],
    ['tags', keep('tags', 'id', new Set(paperTags.map((row) => row['tag_id'])))],
    ['paper_tags', paperTags],
    ['annotations', annotations],
    ['annotation_tags', keep('annotation_tags', 'annotation_id', new Set(annotations.map((row) => row['id'])))],
    // what of it was taken over from whom: they merge against it when it comes back to them
    ['merge_bases', keep('merge_bases', 'id', new Set([...wanted, ...annotations.map((row) => row['id'])]))],
  ])
  return await write(parts, { kind: 'pack', by, tables, pdfs: false }, where, options)
}

/**
 * Into an empty library everything comes as it was, row by row; into one that has something, a library or a pack is merged in one step
 * of undo: nothing is overwritten (see `mergeReaderRows`). Throws a sentence for what is no archive, damaged, or of a newer Dogear.
 */
export async function importArchive(
  parts: ArchiveParts,
  { path }: ParsedInput<'library.import'>,
  options: Waits,
): Promise<CallOutput<'library.import'>> {
  return await importBytes(parts, await parts.ports.annotationFiles.readOutsideFile(path), options)
}

/** The same for a file that is at hand. */
export async function importBytes(parts: ArchiveParts, bytes: Uint8Array, options: Waits): Promise<CallOutput<'library.import'>> {
  const { context, ports } = parts
  const { store } = context
  const archive = await unpackArchive(bytes, ports.yieldTurn, options)
  if (archive.facts.schemaVersion > SCHEMA_VERSION)
    throw new DogearError(
      'newer-database',
      'This archive was written by a newer Dogear. Nothing was changed; bring this program up to date first.',
    )
  // a pack is about papers: whatever else stands in the file is not looked at
  const tables =
    archive.facts.kind === 'library' ? archive.tables : new Map(PACK_TABLES.map((name) => [name, archive.tables.get(name) ?? []]))
  await checkRows(store, tables, ports.yieldTurn, options)
  const whole = archive.facts.kind === 'library' && isEmptyLibrary(store)
  try {
    if (whole) {
      store.transaction(() => replaceTables(store, archive.tables))
      keepFiles(parts, archive)
      context.changed(['papers', 'days', 'marks', 'tags', 'notes', 'history', 'library', 'files', 'annotations'], null)
      const papers = (archive.tables.get('papers') ?? []).filter((row) => row['sample'] !== 1).length
      return { merged: false, papers, historyId: null, ids: [], sentence: `The library is here: ${papersInWords(papers)}.` }
    }
    keepFiles(parts, archive)
    const papers = outsideTransaction(store, () => addOutsideRows(store, tables))
    context.changed(['papers', 'days', 'files'], null)
    const by = archive.facts.by.trim()
    const source = archive.facts.kind === 'library' ? 'another library' : by === '' ? 'a reading pack' : by
    const author = archive.facts.kind === 'library' ? null : by === '' ? 'A colleague' : by
    const done = runCommand(context, 'library.import', (rows) => {
      const { libraryId } = archive.facts
      const ownLibraryId = libraryIdOf(store)
      const from = { tables, source, author, libraryId, ownLibraryId, uuid: () => ports.random.uuid() }
      mergeReaderRows(store, rows, libraryId === ownLibraryId ? { ...from, libraryId: '' } : from)
      const what = source === by ? `${by}’s reading pack` : source
      const news = papers === 0 ? 'no new paper' : papers === 1 ? 'one new paper' : counted(papers, 'new paper')
      const sentence = `Took over ${what}: ${news}.`
      const nothingNew = papers === 0 && rows.changes().every(({ table }) => table === 'merge_bases')
      return {
        sentence: nothingNew ? 'All of it is here already.' : sentence,
        unchanged: papers > 0 ? sentence : 'All of it is here already.',
      }
    })
    return { ...done, merged: true, papers }
  } catch (thrown) {
    if (thrown instanceof DogearError) throw thrown
    throw new DogearError('invalid-input', 'This archive does not fit together, so nothing of it was taken over. Make it anew.', {
      cause: thrown,
      detail: String(thrown),
    })
  }
}

/** The tables as they stood at one moment; read turn by turn, and again in one go when something changed meanwhile. */
async function unchangedTables(
  { context: { store }, ports }: ArchiveParts,
  names: readonly string[],
  { signal }: Waits,
): Promise<Map<string, ArchiveRow[]>> {
  const before = changesSoFar(store)
  const tables = new Map<string, ArchiveRow[]>()
  for (const name of names) {
    tables.set(name, readTable(store, name))
    await ports.yieldTurn()
    signal.throwIfAborted()
  }
  if (changesSoFar(store) === before) return tables
  return new Map(names.map((name) => [name, readTable(store, name)]))
}

async function write(
  { context, ports }: ArchiveParts,
  { kind, by, tables, pdfs }: { kind: 'library' | 'pack'; by: string; tables: Map<string, ArchiveRow[]>; pdfs: boolean },
  { path, folder }: { path?: string | undefined; folder?: string | undefined },
  options: Waits,
): Promise<{ path: string; bytes: number; papers: number; sentence: string }> {
  const nowMs = ports.clock.nowMs()
  // before the work that it is
  const into = path === undefined && folder !== undefined ? usableFolder(ports, folder) : null
  const archive: Archive = {
    facts: {
      format: 'dogear-archive',
      formatVersion: 1,
      kind,
      schemaVersion: SCHEMA_VERSION,
      appVersion: ports.facts.appVersion,
      madeAtMs: nowMs,
      by,
      libraryId: libraryIdOf(context.store),
      rows: Object.fromEntries([...tables].map(([name, rows]) => [name, rows.length])),
    },
    tables,
    images: new Map(),
    noteImages: noteImagesOf(ports, tables),
    pdfs: pdfs ? await pdfsOf(ports, tables, options) : new Map(),
  }
  for (const { id, kind: mark } of tables.get('annotations') ?? []) {
    const png = mark === 'area' ? ports.annotationFiles.readImage(word(id)) : null
    if (png !== null) archive.images.set(word(id), png)
  }
  const bytes = await packArchive(archive, ports.yieldTurn, options)
  options.signal.throwIfAborted()
  const name = `dogear-${kind}-${dayOfMs(nowMs)}.zip`
  const written =
    into === null
      ? ports.annotationFiles.writeOutsideFile(path ?? ports.annotationFiles.exportPath(name), bytes, null)
      : ports.outsideFolders.add(into, name, bytes)
  const papers = (tables.get('papers') ?? []).filter((row) => row['sample'] !== 1).length
  context.changed(['activity'], [])
  return { path: written, bytes: bytes.byteLength, papers, sentence: `Wrote ${papersInWords(papers)} to ${written}.` }
}

function usableFolder({ outsideFolders }: ArchiveParts['ports'], folder: string): string {
  const named = absolutePath(folder, 'the file')
  if (!outsideFolders.has(named)) throw new DogearError('not-found', `There is no folder ${named}. Make it, or name another.`)
  return named
}

async function pdfsOf(
  ports: ArchiveParts['ports'],
  tables: ReadonlyMap<string, ArchiveRow[]>,
  { signal }: Waits,
): Promise<Map<string, Uint8Array>> {
  const files = (tables.get('files') ?? []).filter((row) => ports.libraryFiles.has(word(row['hash']), Number(row['bytes'])))
  if (files.reduce((sum, row) => sum + Number(row['bytes']), 0) > MOST_PDF_BYTES)
    throw new DogearError(
      'unsupported',
      'The PDFs are more than 1 GB together. Write the archive without them, and copy the folder “library” beside it.',
    )
  const pdfs = new Map<string, Uint8Array>()
  for (const { hash } of files) {
    pdfs.set(word(hash), await ports.annotationFiles.readLibraryFile(word(hash)))
    signal.throwIfAborted()
  }
  return pdfs
}

/** Those that the notes of these tables name and that are there. */
function noteImagesOf({ pictureFiles }: ArchiveParts['ports'], tables: ReadonlyMap<string, ArchiveRow[]>): Map<string, Uint8Array> {
  const images = new Map<string, Uint8Array>()
  for (const { text } of tables.get('notes') ?? []) {
    for (const { hash, type } of noteImagesIn(word(text))) {
      const bytes = pictureFiles.read('note-images', hash, type)
      if (bytes !== null) images.set(`${hash}.${type}`, bytes)
    }
  }
  return images
}

/** Files go by the hash of what they hold, whatever the archive calls them. */
function keepFiles({ ports }: ArchiveParts, { images, noteImages, pdfs }: Archive): void {
  for (const [id, png] of images) if (ports.annotationFiles.readImage(id) === null) ports.annotationFiles.saveImage(id, png)
  for (const bytes of noteImages.values()) {
    const type = pictureType(bytes)
    if (type !== null) ports.pictureFiles.keep('note-images', bytes, type)
  }
  for (const pdf of pdfs.values()) ports.libraryFiles.keep(pdf)
}

function libraryIdOf(store: CommandContext['store']): string {
  return word(store.sql.prepare('SELECT library_id FROM library WHERE only = 1').get()?.['library_id'] as string | undefined)
}

function word(value: ArchiveRow[string] | undefined): string {
  return typeof value === 'string' ? value : ''
}

function papersInWords(papers: number): string {
  return papers === 1 ? 'one paper' : counted(papers, 'paper')
}

// Owns the file that a library or a reading pack travels in: a zip with one JSON line a row, and nothing that is run or unpacked to a path.
// the package's build for Node declares a `require` of its own, which collides in the bundled program
import { Unzip, UnzipInflate, Zip, ZipDeflate, ZipPassThrough } from 'fflate/browser'
import { z } from 'zod'
import { DogearError } from '#domain/errors.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'
import { joined } from '../source/body.ts'
import type { ArchiveRow } from '../storage/archive-rows.ts'
import type { Waits } from '../waits.ts'

/**
 * `dogear.json` (this), `tables/<table>.jsonl` (a row a line, columns by name, times in ms), `images/<annotation id>.png`,
 * `note-images/<sha256>.<type>`, `library/<sha256>.pdf`.
 */
export const ArchiveFacts = z.object({
  format: z.literal('dogear-archive'),
  formatVersion: z.literal(1),
  /** A pack holds some papers and what one person made of them; no decisions, no history. */
  kind: z.enum(['library', 'pack']),
  schemaVersion: z.number().int().min(1),
  appVersion: z.string().max(100),
  madeAtMs: z.number(),
  /** Who made a pack; empty where nobody is named. */
  by: z.string().max(200),
  /** Which library it comes from; empty in files of before that was written down. */
  libraryId: z.string().max(100).default(''),
  /** Rows of each table, so that a file that was cut is known. */
  rows: z.record(z.string().regex(/^[a-z_]+$/), z.number().int()),
})
export type ArchiveFacts = z.infer<typeof ArchiveFacts>

export interface Archive {
  facts: ArchiveFacts
  tables: Map<string, ArchiveRow[]>
  images: Map<string, Uint8Array>
  /** By hash and type: `<sha256>.png`. */
  noteImages: Map<string, Uint8Array>
  pdfs: Map<string, Uint8Array>
}

/** Unpacked bytes, whatever the file says of itself. */
const MOST_BYTES = 1_500_000_000
/** Rows pack to about a tenth; what unpacks to this many times its size, and to more than the bytes below, was made to do harm. */
const MOST_TIMES = 100
const HARMLESS_BYTES = 64_000_000
/** What one text may hold in memory. */
const MOST_TABLE_BYTES = 500_000_000
const ROWS_A_TURN = 2_000
const BYTES_A_TURN = 1_000_000
/** At a time: deflate makes at most 1,032 bytes of one, all of them in memory before they can be counted. */
const BYTES_A_PIECE = 32_768
const NAME =
  /^(?:dogear\.json|tables\/([a-z_]{1,60})\.jsonl|images\/([0-9a-f-]{36})\.png|library\/([0-9a-f]{64})\.pdf|note-images\/([0-9a-f]{64}\.(?:png|jpg|gif|webp|avif)))$/

/** Packs turn by turn, so that other calls are answered meanwhile. */
export async function packArchive(archive: Archive, yieldTurn: () => Promise<void>, { signal, onProgress }: Waits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const turns = archive.pdfs.size + [...archive.tables.values()].reduce((sum, rows) => sum + Math.ceil(rows.length / ROWS_A_TURN), 0)
  let done = 0
  const giveTurn = async (): Promise<void> => {
    onProgress?.(++done, turns)
    await yieldTurn()
    signal.throwIfAborted()
  }
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const text = new TextEncoder()
  const addFile = (name: string, bytes: Uint8Array): void => {
    const file = new ZipPassThrough(name)
    zip.add(file)
    file.push(bytes, true)
  }
  addFile('dogear.json', text.encode(`${JSON.stringify(archive.facts, null, 2)}\n`))
  for (const [table, rows] of archive.tables) {
    const file = new ZipDeflate(`tables/${table}.jsonl`, { level: 3 })
    zip.add(file)
    for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
      const lines = rows.slice(start, start + ROWS_A_TURN).map((row) => `${JSON.stringify(row)}\n`)
      file.push(text.encode(lines.join('')))
      await giveTurn()
    }
    file.push(new Uint8Array(), true)
  }
  for (const [id, png] of archive.images) addFile(`images/${id}.png`, png)
  for (const [name, bytes] of archive.noteImages) addFile(`note-images/${name}`, bytes)
  for (const [hash, pdf] of archive.pdfs) {
    addFile(`library/${hash}.pdf`, pdf)
    await giveTurn()
  }
  zip.end()
  return joined(chunks)
}

/** Throws a sentence for what is no archive, is cut, unpacks to too much, or has names that climb out of it. */
export async function unpackArchive(
  bytes: Uint8Array,
  yieldTurn: () => Promise<void>,
  { signal, mostBytes = MOST_BYTES }: { signal: AbortSignal; mostBytes?: number },
): Promise<Archive> {
  const files = await unzip(bytes, mostBytes, yieldTurn, signal)
  const facts = ArchiveFacts.safeParse(parsed(files.get('dogear.json')))
  if (!facts.success) throw noArchive()
  const archive: Archive = { facts: facts.data, tables: new Map(), images: new Map(), noteImages: new Map(), pdfs: new Map() }
  for (const [name, content] of files) {
    const [, table, image, pdf, noteImage] = NAME.exec(name) ?? []
    if (table !== undefined) archive.tables.set(table, rowsOf(content))
    if (image !== undefined) archive.images.set(image, content)
    if (noteImage !== undefined) archive.noteImages.set(noteImage, content)
    if (pdf !== undefined) archive.pdfs.set(pdf, content)
    await yieldTurn()
    signal.throwIfAborted()
  }
  for (const [table, count] of Object.entries(facts.data.rows)) if ((archive.tables.get(table)?.length ?? 0) !== count) throw cutOff()
  return archive
}

async function unzip(
  bytes: Uint8Array,
  mostBytes: number,
  yieldTurn: () => Promise<void>,
  signal: AbortSignal,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const ended = new Set<string>()
  let total = 0
  const most = Math.min(mostBytes, Math.max(HARMLESS_BYTES, bytes.byteLength * MOST_TIMES))
  // the unpacker hands what is thrown inside of it on as an error of its own
  let refusal: DogearError | undefined
  const unpacker = new Unzip((file) => {
    if (file.name.includes('..') || file.name.startsWith('/') || file.name.includes('\\'))
      throw new DogearError('invalid-input', 'This file names places outside of itself, so nothing of it was read.')
    if (!NAME.test(file.name)) return
    if (files.has(file.name)) throw noArchive()
    const chunks: Uint8Array[] = []
    files.set(file.name, new Uint8Array())
    file.ondata = (error, chunk, final) => {
      if (refusal) throw refusal
      if (error) throw (refusal = cutOff())
      total += chunk.byteLength
      if (total > most) throw (refusal = tooLarge())
      chunks.push(chunk)
      if (!final) return
      ended.add(file.name)
      files.set(file.name, joined(chunks))
    }
    file.start()
  })
  unpacker.register(UnzipInflate)
  try {
    for (let start = 0; start < bytes.byteLength; start += BYTES_A_TURN) {
      const end = Math.min(start + BYTES_A_TURN, bytes.byteLength)
      for (let from = start; from < end; from += BYTES_A_PIECE) {
        const to = Math.min(from + BYTES_A_PIECE, end)
        unpacker.push(bytes.subarray(from, to), to === bytes.byteLength)
      }
      await yieldTurn()
      signal.throwIfAborted()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw thrown instanceof DogearError ? thrown : noArchive()
  }
  if (files.size === 0) throw noArchive()
  if (ended.size !== files.size) throw cutOff()
  return files
}

function rowsOf(content: Uint8Array): ArchiveRow[] {
  if (content.byteLength > MOST_TABLE_BYTES) throw tooLarge()
  const lines = new TextDecoder().decode(content).split('\n')
  return lines.flatMap((line) => {
    if (line === '') return []
    const row = rowShape.safeParse(parsedText(line))
    if (!row.success) throw cutOff()
    return [row.data]
  })
}

const rowShape = z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.object({ base64: z.string() })]))

function parsed(content: Uint8Array | undefined): unknown {
  return content === undefined ? undefined : parsedText(new TextDecoder().decode(content))
}

function parsedText(text: string): unknown {
  try {
    return parseOutsideJson(text)
  } catch {
    return undefined
  }
}

function tooLarge(): DogearError {
  return new DogearError('invalid-input', 'This file unpacks to more than Dogear takes at once, so nothing of it was read.')
}

function noArchive(): DogearError {
  return new DogearError('invalid-input', 'This is no archive of Dogear. Choose a file that “dogear archive” or “dogear pack” wrote.')
}

function cutOff(): DogearError {
  return new DogearError('invalid-input', 'This archive is damaged or cut off, so nothing of it was taken over. Copy it again.')
}

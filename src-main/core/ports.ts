// Owns what core needs from the machine it runs on; adapters give it, tests give fakes of clock and network only.
import type { PictureType } from '#domain/picture.ts'
import type { SecretName, SecretPlace } from '#domain/secret.ts'
import type { PageTexts } from '#domain/page-text.ts'

export type SqlValue = string | number | bigint | null | Uint8Array
export type SqlRow = Record<string, SqlValue>

export interface SqlStatement {
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number }
  get(...values: SqlValue[]): SqlRow | undefined
  all(...values: SqlValue[]): SqlRow[]
}

/** A connection to one SQLite file; throws `DogearError` with `disk-full`, `read-only`, `busy`, `failing-disk` or `damaged-database`. */
export interface SqlDatabase {
  exec(sql: string): void
  /** Prepared once per text and kept. */
  prepare(sql: string): SqlStatement
  /** Reads the whole file. Throws `failing-disk` where the disk does not give it, which SQLite’s own examination tells as damage. */
  requireBytes(): void
  close(): void
}

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, options: { signal: AbortSignal }): Promise<void>
}

export interface Random {
  uuid(): string
  /** In [0, 1). */
  fraction(): number
}

export interface HttpRequest {
  url: string
  headers: Readonly<Record<string, string>>
}

export interface HttpResponse {
  status: number
  /** Case-insensitive; null when absent. */
  header(name: string): string | null
  /** The body as it arrives; iterating may throw when the connection breaks. */
  body: AsyncIterable<Uint8Array>
}

/**
 * One GET request: no redirect is followed, no cookie kept. Rejects with `DogearError('offline')` when no connection
 * can be made, with the signal's reason when aborted.
 */
export type HttpGet = (request: HttpRequest, options: { signal: AbortSignal }) => Promise<HttpResponse>

/** PDFs on disk, named by the SHA-256 of their bytes; what is on its way to become one; and the texts of papers beside them. */
export interface LibraryFiles {
  /** Whether a file of that name and length is there; its content is not read. */
  has(hash: string, bytes: number): boolean
  /** The SHA-256 of what is there under that name now, read from the disk; null when nothing is. */
  hashOf(hash: string): Promise<string | null>
  /** Every file on the disk, by the hash it is named for. */
  hashes(): string[]
  /** Writes the whole file or nothing, and returns its hash. Throws `disk-full` or `read-only`. */
  keep(bytes: Uint8Array): string
  /** Takes a file off the disk; nothing happens when it is not there. */
  remove(hash: string): void
  /** How much of a file that is on its way is on the disk. */
  partBytes(name: string): number
  /** Goes on with a part after its first `from` bytes, or begins it anew with 0. Throws `disk-full` or `read-only`. */
  openPart(name: string, from: number): Promise<FilePart>
  /** Every part on the disk, by name. */
  partNames(): string[]
  dropPart(name: string): void
  /** A file of the reader's own disk, chunk by chunk. Throws a sentence where it is not there or can't be read. */
  outsideChunks(path: string): AsyncIterable<Uint8Array>
  /** Whole or not at all. Throws `disk-full` or `read-only`. */
  keepText(name: string, text: string): void
  /** Null when it is not there. */
  readText(name: string): Promise<string | null>
  removeText(name: string): void
}

/** A file that is being written, chunk by chunk, out of the way of everything else. */
export interface FilePart {
  readonly bytes: number
  write(chunk: Uint8Array): Promise<void>
  /** Its first and its last bytes so far, at most 1,024 and 2,048. */
  edges(): { head: Uint8Array; tail: Uint8Array }
  /** Brings it to the disk under the name of its hash; what was there of that name is replaced. */
  keep(): Promise<{ hash: string; bytes: number }>
  /** Leaves the part as it is, to go on with later. */
  close(): Promise<void>
}

/** Pictures on disk by the SHA-256 of their bytes: `pictures` can be fetched again, `note-images` are the reader's own. */
export interface PictureFiles {
  has(place: 'pictures' | 'note-images', hash: string, type: PictureType): boolean
  /** Writes the whole file or nothing, and returns its hash. Throws `disk-full` or `read-only`. */
  keep(place: 'pictures' | 'note-images', bytes: Uint8Array, type: PictureType): string
  read(place: 'pictures' | 'note-images', hash: string, type: PictureType): Uint8Array | null
  /** Of `pictures` only: one of a note is never taken away. */
  remove(hash: string, type: PictureType): void
}

export interface LogEntry {
  level: 'info' | 'warning' | 'error'
  event: string
  /** Numbers and short words only; never a note, a title or a search. */
  facts?: Record<string, string | number | boolean | null>
}

/** The files that marks need. What can't be read or written throws a sentence: `not-found`, `read-only`, `disk-full`, `conflict`. */
export interface AnnotationFiles {
  readLibraryFile(hash: string): Promise<Uint8Array>
  readOutsideFile(path: string): Promise<Uint8Array>
  /** The words of these pages (counted from 0; null: of all); a file that can't be read has none. */
  pageTexts(bytes: Uint8Array, pages: readonly number[] | null, options: { signal: AbortSignal }): Promise<PageTexts>
  /** Whole or not at all; refuses the library's own files and one that is the same as `original`. Returns the absolute path. */
  writeOutsideFile(path: string, content: string | Uint8Array, original: Uint8Array | null): string
  /** A place for a copy where the reader named none. */
  exportPath(name: string): string
  saveImage(id: string, png: Uint8Array): void
  readImage(id: string): Uint8Array | null
}

export interface MailMessage {
  from: string
  to: readonly string[]
  subject: string
  text: string
  html: string
  /** With its angle brackets. */
  messageId: string
  dateMs: number
}

export interface SmtpServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  /** Empty for a server that asks for no name. */
  user: string
  password: string | null
}

export interface Mailer {
  /** The message as RFC 5322 bytes. */
  compose(message: MailMessage): Promise<Uint8Array>
  /**
   * Hands one message to a server and resolves with what it said and which addresses it refused, as long as it took one.
   * `beforeLastByte` runs when all but the end of the
   * message is on its way: a server that has not seen the end has not taken it. Rejects with a sentence.
   */
  send(
    mail: { from: string; to: readonly string[]; raw: Uint8Array },
    server: SmtpServer,
    options: { signal: AbortSignal; beforeLastByte: () => void },
  ): Promise<{ answer: string; refused: string[] }>
}

/** What no export, log, backup or error may hold. */
export interface Secrets {
  /** Throws `unsupported` (retryable) where it is sealed and the key is not here. */
  read(name: SecretName): string | null
  /** Null takes it away. Throws `disk-full` or `read-only`. */
  write(name: SecretName, secret: string | null): void
  where(name: SecretName): SecretPlace | null
}

export interface FolderFile {
  /** From the folder on, with `/`. */
  name: string
  bytes: number
  changedAtMs: number
}

/** Files in a folder of the reader's, never outside of it: no link is followed, and what climbs is refused. */
export interface OutsideFolders {
  /** Whether it is there and is a folder. */
  has(folder: string): boolean
  /** Folders whose paths begin with what is typed, in no case, at most 50; hidden ones only where their dot is typed. Empty where it may not be read. */
  startingWith(typed: string): string[]
  /** Those whose names end so; hidden ones are left out. Throws `read-only` where it may not be read. */
  list(folder: string, ending: string, options: { signal: AbortSignal }): Promise<FolderFile[]>
  /** Null where it is gone, or no file; throws `unsupported` for one of more than 20 MB. */
  read(folder: string, name: string): string | null
  /**
   * Whole or not at all, and only while it still holds `expected` (null: while it is not there); null where it holds something else by now.
   * Makes the folders between. Throws `disk-full`, `read-only` or `invalid-input`.
   */
  write(folder: string, name: string, text: string, expected: string | null): FolderFile | null
  /** A file of Dogear's own that is no text: written where it does not hold these bytes. Throws `conflict` where something else than a file is in its place. */
  keep(folder: string, name: string, bytes: Uint8Array): void
  /** A new file, under `name (2)` and so on where that is taken; gives its path. */
  add(folder: string, name: string, bytes: Uint8Array): string
  /** Only while it still holds `expected`; false where it does not. */
  remove(folder: string, name: string, expected: string): boolean
}

/** Asks the Zotero that runs on this machine; `body` is JSON or empty. Rejects where nobody answers. */
export type AskZotero = (
  port: number,
  path: string,
  body: string,
  options: { signal: AbortSignal },
) => Promise<{ status: number; text: string }>

/** Keys by which programs other than the window may ask the loopback host. */
export interface AccessKeys {
  list(): { name: string; opens: 'feeds' | 'api' }[]
  /** Gives the secret. Throws `conflict` where the name is taken. */
  add(name: string, opens: 'feeds' | 'api'): string
  /** Throws `not-found`. */
  revoke(name: string): void
}

/** An item of CSL-JSON; its `id` is the citation key. */
export type CslItem = Record<string, unknown> & { id: string }

export interface BibliographyJob {
  /** The XML of a style. */
  style: string
  items: readonly CslItem[]
}

/** An entry an item in the style's own order, as citeproc's HTML; null where the style has no list of references. */
export type Bibliography = string[] | null

/** Styles of the Citation Style Language by the name of their file, and references made with them. */
export interface CitationStyles {
  /** `added`: by the reader, also one in the place of one that came with Dogear. */
  list(): { name: string; added: boolean }[]
  read(name: string): string | null
  /** In a thread of its own, with the words of English where those of another language are not here. Rejects for a style that can't be read. */
  bibliography(job: BibliographyJob, options: { signal: AbortSignal }): Promise<Bibliography>
  /** Throws `disk-full` or `read-only`. */
  add(name: string, style: string): void
  /** One that the reader added; nothing where it is none. */
  remove(name: string): void
}

export interface Ports {
  clock: Clock
  random: Random
  http: HttpGet
  database: SqlDatabase
  libraryFiles: LibraryFiles
  annotationFiles: AnnotationFiles
  pictureFiles: PictureFiles
  citationStyles: CitationStyles
  outsideFolders: OutsideFolders
  zotero: AskZotero
  accessKeys: AccessKeys
  mailer: Mailer
  secrets: Secrets
  log(entry: LogEntry): void
  /** Gives other work of this thread a turn; resolves in the next macrotask. */
  yieldTurn(): Promise<void>
  /** The CRC-32 of bytes, as zlib has it. */
  crc32(bytes: Uint8Array): number
  /** Copies the open database to `path` (null: a dated name in the backups folder) without holding a lock for long. */
  backup(path: string | null, options: { signal: AbortSignal }): Promise<{ path: string; bytes: number }>
  /** Makes today's copy where none is a day old, and lets old ones go by rule; false when none was due. Throws `damaged-database` where the copy is not sound. */
  backUpDaily(): Promise<boolean>
  /** Whether SQLite finds every page, row and index of the open library's file in order, in a thread of its own; false where that can't be told there. */
  isFileSound(): Promise<boolean>
  facts: { dataFolder: string; appVersion: string }
}

// Owns one pass over a vault: what the library has goes into the files, what the reader wrote in their notes comes back.
import { DogearError } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { MAX_NOTE_LENGTH } from '#domain/note.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../../command.ts'
import type { Done } from '#contract/api.ts'
import type { ExportPaper } from '../../export/export.ts'
import { exportedPapers, type ExportParts } from '../../export/export-library.ts'
import type { FolderFile, Ports } from '../../ports.ts'
import { annotationsOfPaper } from '../../queries/annotations.ts'
import { named } from '../../queries/paper-names.ts'
import { keptPaperIds } from '../../storage/kept-papers.ts'
import { outsideTransaction } from '../../storage/outside-transaction.ts'
import { storeVaultFile, type VaultFile, vaultFiles } from '../../storage/vault-rows.ts'
import { absolutePath } from '../outside-path.ts'
import { frontWord } from './front-matter.ts'
import { regionsOf, regionText } from './regions.ts'
import { settleNote } from './settle-note.ts'
import { paperFileName, sameName } from './vault-names.ts'
import { PAPER_KEY, vaultPage } from './vault-page.ts'
import { writeVaultPictures } from './vault-pictures.ts'

export interface VaultParts extends ExportParts {
  context: CommandContext
  ports: Pick<Ports, 'annotationFiles' | 'outsideFolders' | 'clock' | 'yieldTurn'>
}

export interface VaultPass {
  papers: number
  written: number
  taken: number
  conflicts: number
  /** Papers whose file was changed while it was written: they are looked at again. */
  again: PaperId[]
  /** A sentence about files that were left as they are; null for none. */
  problem: string | null
}

const PAPERS_A_TURN = 20

export interface VaultPassOptions {
  signal: AbortSignal
  /** Papers that changed in the library; null for any. */
  changed: ReadonlySet<PaperId> | null
  onProgress(done: number, total: number): void
}

/** Throws a sentence where the folder itself can't be used; what is wrong with one file is told in `problem` and keeps no other from its turn. */
export async function syncVault(parts: VaultParts, settings: ExchangeSettings, options: VaultPassOptions): Promise<VaultPass> {
  const { store, ports } = parts
  const folder = vaultFolderOf(parts, settings)
  const known = vaultFiles(store, folder)
  const { there, moved } = await lookAtVault(parts, folder, known, options)
  const kept = keptPaperIds(store)
  const all = [...new Set([...kept, ...known.keys()])]
  const due = all.filter((id) => options.changed === null || options.changed.has(id) || isTouched(known.get(id), there))
  const pass: VaultPass = { papers: all.length, written: 0, taken: 0, conflicts: 0, again: [], problem: null }
  const problems: string[] = []
  for (let start = 0; start < due.length; start += PAPERS_A_TURN) {
    const lot = due.slice(start, start + PAPERS_A_TURN).filter((id) => isStored(parts, id))
    const giving = { store, pattern: settings.citationKeyPattern, nowMs: ports.clock.nowMs(), readOnly: parts.readOnly }
    const files: VaultFile[] = []
    for (const paper of await exportedPapers(parts, giving, lot, { signal: options.signal })) {
      const turn = { folder, paper, file: known.get(paper.id) ?? null, there, moved: moved.get(paper.id) ?? null, pass }
      try {
        const file = syncPaper(parts, settings, turn)
        if (file) files.push(file)
      } catch (thrown) {
        if (!(thrown instanceof DogearError) || thrown.code === 'disk-full' || thrown.code === 'failing-disk') throw thrown
        problems.push(thrown.message)
      }
    }
    // what of this a power cut takes back is found out again from the files
    outsideTransaction(store, () => files.forEach((file) => storeVaultFile(store, folder, file)))
    options.onProgress(Math.min(due.length, start + PAPERS_A_TURN), due.length)
  }
  if (problems.length > 0)
    pass.problem = `${problems[0]}${problems.length > 1 ? ` ${problems.length - 1} more files were left as they are.` : ''}`
  return pass
}

function isStored({ store }: VaultParts, id: PaperId): boolean {
  return store.sql.prepare('SELECT 1 FROM papers WHERE id = ?').get(id) !== undefined
}

/** Throws where no usable folder is named. */
export function vaultFolderOf({ ports }: Pick<VaultParts, 'ports'>, { vaultFolder }: ExchangeSettings): string {
  const folder = absolutePath(vaultFolder, 'the vault')
  if (!ports.outsideFolders.has(folder))
    throw new DogearError('not-found', `There is no folder ${folder}. Make it, or name another for the vault.`)
  return folder
}

interface PaperTurn {
  folder: string
  paper: ExportPaper
  file: VaultFile | null
  there: Map<string, FolderFile>
  moved: string | null
  pass: VaultPass
}

/** What is known of the file now; null when it was changed meanwhile and is for the next pass. */
function syncPaper(
  { store, ports, context }: VaultParts,
  { vaultKind }: ExchangeSettings,
  { folder, paper, file, there, moved, pass }: PaperTurn,
): VaultFile | null {
  const { id } = paper
  const wanted = moved ?? file?.name ?? paperFileName(vaultKind, paper.title, id)
  const onDisk = there.get(sameName(wanted))
  const name = onDisk?.name ?? wanted
  const before = ports.outsideFolders.read(folder, name)
  // moved since it was listed: written here, there would be two
  if (before === null && onDisk) {
    pass.again.push(id)
    return null
  }
  if (before !== null && regionsOf(before) === null)
    throw new DogearError(
      'conflict',
      `The lines of Dogear in ${name} do not pair any more, so it is left as it is. Put them right, or take the file away.`,
    )
  const mine = (paper.note ?? '').toWellFormed()
  const settled = settleNote({ mine, theirs: before === null ? null : regionText(before, 'note'), base: file?.note ?? null })
  if (settled.kind === 'take' && settled.text.length > MAX_NOTE_LENGTH)
    throw new DogearError('invalid-input', `The note in ${name} is longer than a note can be, so it was not taken over.`)
  const annotations = annotationsOfPaper(store, id)
  const { text, lists } = vaultPage(before, {
    paper,
    annotations,
    image: writeVaultPictures({ ports }, { folder, name, kind: vaultKind }, annotations),
    note: settled.kind === 'write' ? mine : null,
    lists: file?.lists ?? { tags: [], aliases: [] },
  })
  const facts = text === before ? onDisk : ports.outsideFolders.write(folder, name, text, before)
  const isTaken = settled.kind === 'take' && takeNote(context, id, settled.text, paper.note ?? '') !== null
  if (!facts || (settled.kind === 'take' && !isTaken)) {
    pass.again.push(id)
    return null
  }
  if (text !== before) pass.written += 1
  if (isTaken) pass.taken += 1
  const theirs = settled.kind === 'conflict' ? settled.theirs : null
  if (theirs !== null) pass.conflicts += 1
  return {
    paperId: id,
    name,
    note: settled.kind === 'take' ? settled.text : settled.kind === 'write' ? mine : (file?.note ?? ''),
    lists: { tags: [...lists.tags], aliases: [...lists.aliases] },
    bytes: facts.bytes,
    changedAtMs: facts.changedAtMs,
    theirs,
    theirsAtMs: theirs === null ? null : theirs === file?.theirs ? file.theirsAtMs : ports.clock.nowMs(),
  }
}

/** One step of undo, named for where it came from; null when the library's note is no longer `expected`. */
export function takeNote(context: CommandContext, id: PaperId, text: string, expected: string): Done | null {
  let isTaken = false
  const done = runCommand(context, 'vault.takeNote', (rows, nowMs) => {
    const stored = rows.get('notes', id)
    isTaken = String(stored?.['text'] ?? '') === expected
    if (isTaken && text === '') rows.remove('notes', id)
    else if (isTaken)
      rows.put('notes', { paper_id: id, text, revision: Math.max(Number(stored?.['revision'] ?? 0) + 1, nowMs), updated_at_ms: nowMs })
    return { sentence: `Took over the note on ${named(context.store, [id])} from the vault.` }
  })
  return isTaken ? done : null
}

/** Written or read at another time, of another length, or gone. */
function isTouched(file: VaultFile | undefined, there: ReadonlyMap<string, FolderFile>): boolean {
  if (!file) return true
  const facts = there.get(sameName(file.name))
  return !facts || facts.bytes !== file.bytes || facts.changedAtMs !== file.changedAtMs
}

interface VaultLook {
  there: Map<string, FolderFile>
  moved: Map<PaperId, string>
}

/** A file that moves from folder to folder while they are listed is in neither list, so one that is missing is looked for once more. */
async function lookAtVault(
  parts: VaultParts,
  folder: string,
  known: ReadonlyMap<PaperId, VaultFile>,
  { signal }: VaultPassOptions,
): Promise<VaultLook> {
  const look = async (): Promise<VaultLook & { isWhole: boolean }> => {
    const listed = await parts.ports.outsideFolders.list(folder, '.md', { signal })
    const there = new Map(listed.map((file) => [sameName(file.name), file]))
    const missing = new Set([...known.values()].filter((file) => !there.has(sameName(file.name))).map(({ paperId }) => paperId))
    const moved = movedFiles(parts, folder, { known, there, missing })
    return { there, moved, isWhole: moved.size === missing.size }
  }
  const first = await look()
  return first.isWhole ? first : await look()
}

/** Files that are not where they were, by the paper that they name at their head. */
function movedFiles(
  { ports }: VaultParts,
  folder: string,
  { known, there, missing }: Pick<VaultLook, 'there'> & { known: ReadonlyMap<PaperId, VaultFile>; missing: ReadonlySet<PaperId> },
): Map<PaperId, string> {
  const moved = new Map<PaperId, string>()
  if (missing.size === 0) return moved
  const claimed = new Set([...known.values()].map((file) => sameName(file.name)))
  for (const [key, { name }] of there) {
    if (claimed.has(key)) continue
    const id = /^dogear:\/\/paper\/(.+)$/.exec(frontWord(safeRead(ports, folder, name), PAPER_KEY) ?? '')?.[1]
    if (id !== undefined && missing.has(id) && !moved.has(id)) moved.set(id, name)
  }
  return moved
}

function safeRead(ports: VaultParts['ports'], folder: string, name: string): string {
  try {
    return ports.outsideFolders.read(folder, name) ?? ''
  } catch {
    return ''
  }
}

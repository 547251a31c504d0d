// Owns what fills the disk: listing it, pinning, and taking files away, never one with marks, a pin, or no way back.
import { counted } from '#domain/counted.ts'
import type { CallOutput, ParsedInput, Topic } from '#contract/api.ts'
import type { LibraryFile } from '#contract/files.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../command.ts'
import type { Ports } from '../ports.ts'
import { decline } from '../storage/file-queue-rows.ts'
import { fileByHash, filesTotal, notePresence, papersOfFile, storedFile, storedFiles } from '../storage/file-rows.ts'
import { textsTotal } from '../storage/paper-text-rows.ts'
import type { Store } from '../storage/store.ts'

export function listStored(store: Store, input: ParsedInput<'files.stored'>): CallOutput<'files.stored'> {
  return { ...storedFiles(store, input), all: filesTotal(store), texts: textsTotal(store) }
}

/** One step of undo. Throws `not-found` for a file that the library does not know. */
export function pinFiles(context: CommandContext, { hashes, pinned }: ParsedInput<'files.pin'>): CallOutput<'files.pin'> {
  return runCommand(context, 'files.pin', (rows, nowMs) => {
    for (const hash of hashes) {
      if (!fileByHash(context.store, hash)) throw new DogearError('not-found', 'That file is not in the library.')
      if (!pinned) rows.remove('file_pins', hash)
      else if (!rows.get('file_pins', hash)) rows.put('file_pins', { file_hash: hash, pinned_at_ms: nowMs })
    }
    const what = hashes.length === 1 ? 'the file' : counted(hashes.length, 'file')
    return {
      sentence: pinned ? `Pinned ${what}: no rule takes it away.` : `No longer pinned: ${what}.`,
      unchanged: pinned ? 'That is pinned already.' : 'That was not pinned.',
    }
  })
}

export interface Taking {
  store: Store
  files: Ports['libraryFiles']
  changed(topics: Topic[], ids: PaperId[] | null): void
}

/** Takes those of `files` off the disk that nothing of the reader's rests on; returns them. Their rows and words stay. */
export function takeAway({ store, files, changed }: Taking, candidates: readonly LibraryFile[]): LibraryFile[] {
  const taken = candidates.filter(({ hash }) => {
    const facts = storedFile(store, hash)
    return facts !== null && facts.origin === 'arxiv' && !facts.pinned && facts.marks === 0
  })
  if (taken.length === 0) return []
  for (const { hash } of taken) files.remove(hash)
  notePresence(
    store,
    taken.map((file) => ({ file, gone: true })),
  )
  changed(
    ['files', 'papers'],
    taken.flatMap(({ hash }) => papersOfFile(store, hash)),
  )
  return taken
}

/** Asked for by the reader: no rule fetches them again. */
export function removeFiles(taking: Taking, { hashes }: ParsedInput<'files.remove'>): CallOutput<'files.remove'> {
  const { store } = taking
  const asked = hashes.flatMap((hash) => fileByHash(store, hash) ?? [])
  const taken = takeAway(taking, asked)
  decline(
    store,
    taken.flatMap(({ hash }) => papersOfFile(store, hash)),
  )
  const [removed, kept] = [taken.length, asked.length - taken.length]
  return {
    removed,
    kept,
    freed: taken.reduce((sum, { bytes }) => sum + bytes, 0),
    sentence: [
      removed + kept === 0
        ? 'None of them is on the disk.'
        : removed === 0
          ? ''
          : removed === 1
            ? 'Took the file off the disk; it can be fetched again.'
            : `Took ${removed} files off the disk.`,
      kept === 0 ? '' : `${kept === 1 ? 'One file stays' : `${counted(kept, 'file')} stay`}: marked, pinned, or opened from disk.`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  }
}

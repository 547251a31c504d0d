// Owns the notes that were changed in the library and in the vault at once, and settling them as the reader says.
import type { CallOutput, Done, ParsedInput } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../../command.ts'
import { getNote } from '../../queries/notes.ts'
import { named } from '../../queries/paper-names.ts'
import { storeVaultFile, vaultConflicts, vaultFile } from '../../storage/vault-rows.ts'
import { regionText } from './regions.ts'
import { takeNote, type VaultParts } from './sync-vault.ts'

/** Both texts of each, the latest first. */
export function listConflicts({ store }: VaultParts, { vaultFolder }: ExchangeSettings): CallOutput<'vault.conflicts'> {
  return {
    conflicts: vaultConflicts(store, vaultFolder).map(({ paperId, name, theirs, theirsAtMs }) => {
      const note = getNote(store, paperId)
      return {
        id: paperId,
        title: named(store, [paperId]).slice(1, -1),
        file: name,
        mine: note?.text ?? '',
        theirs: theirs ?? '',
        foundAtMs: theirsAtMs ?? 0,
      }
    }),
  }
}

/**
 * Makes the chosen text the note; the vault gets it with the next pass. The other text stays in the history: undo brings it back.
 * Throws `not-found` for what is settled already.
 */
export function settleConflict(parts: VaultParts, { vaultFolder }: ExchangeSettings, { id, keep }: ParsedInput<'vault.settle'>): Done {
  const { store, ports, context } = parts
  const file = vaultFile(store, vaultFolder, id)
  if (!file || file.theirs === null) throw new DogearError('not-found', 'That note is settled already.')
  const page = ports.outsideFolders.read(vaultFolder, file.name)
  // what the vault holds by now
  const theirs = (page === null ? null : regionText(page, 'note')) ?? file.theirs
  const mine = getNote(store, id)?.text ?? ''
  const done = settled(context, id, { mine, theirs }, keep)
  // from here on the vault's text is the one that both had: the library's is written over it
  storeVaultFile(store, vaultFolder, { ...file, note: theirs, theirs: null, theirsAtMs: null, bytes: 0 })
  return done
}

function settled(
  context: CommandContext,
  id: PaperId,
  { mine, theirs }: { mine: string; theirs: string },
  keep: ParsedInput<'vault.settle'>['keep'],
): Done {
  const put = (text: string, sentence: string): Done =>
    runCommand(context, 'vault.settle', (rows, nowMs) => {
      const revision = Math.max(Number(rows.get('notes', id)?.['revision'] ?? 0) + 1, nowMs)
      if (text === '') rows.remove('notes', id)
      else rows.put('notes', { paper_id: id, text, revision, updated_at_ms: nowMs })
      return { sentence: `${sentence} on ${named(context.store, [id])}.` }
    })
  if (keep === 'both') return put(`${mine}\n\n---\n\n*From the vault:*\n\n${theirs}`, 'Kept both texts of the note')
  const taken = takeNote(context, id, theirs, mine)
  if (keep === 'vault' && taken) return taken
  return put(mine, 'Kept your own note')
}

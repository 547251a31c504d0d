// Owns the saving of notes: byte for byte, and never one text over another that the writer has not seen.
import { keepBothTexts, type Note } from '#domain/note.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { getNote } from '../queries/notes.ts'
import { named, requirePapers } from '../queries/paper-names.ts'

export interface NoteSaved {
  note: Note | null
  revision: number
  keptBoth: boolean
}

/**
 * Saves a note. `baseRevision` is the revision the text was written on (0 for none): when another window saved
 * meanwhile, both texts are kept, one after the other. An empty text removes the note, which undo brings back.
 * A revision is the time of its save or later, so that no number comes again after an undo or a removal.
 */
export function saveNote(
  context: CommandContext,
  { id, text, baseRevision, ownStep = false }: { id: PaperId; text: string; baseRevision: number; ownStep?: boolean | undefined },
): NoteSaved {
  requirePapers(context.store, [id])
  let keptBoth = false
  runCommand(
    context,
    'notes.save',
    (rows, nowMs) => {
      const stored = rows.get('notes', id)
      const storedText = String(stored?.['text'] ?? '')
      const revision = Number(stored?.['revision'] ?? 0)
      const kept = storedText !== '' && revision !== baseRevision && storedText !== text
      const next = kept ? (text === '' ? storedText : keepBothTexts(storedText, text)) : text
      keptBoth = kept
      if (next !== storedText) {
        if (next === '') rows.remove('notes', id)
        else
          rows.put('notes', { paper_id: id, text: next, revision: Math.max(revision + 1, baseRevision + 1, nowMs), updated_at_ms: nowMs })
      }
      const verb = next === '' ? 'Removed the note on' : stored ? 'Edited the note on' : 'Wrote a note on'
      return { sentence: `${verb} ${named(context.store, [id])}.` }
    },
    ownStep ? null : `note:${id}`,
  )
  const note = getNote(context.store, id)
  return { note, revision: note?.revision ?? 0, keptBoth }
}

// Owns putting a mark into the paper's note as a quotation with a link back to its place.
import type { Annotation } from '#domain/annotation.ts'
import { linkToMark } from '#domain/dogear-link.ts'
import { client } from '../app/client.ts'
import { saveNotesNow, useNotes } from '../state/notes.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { hasSelectedWords, markSelection } from './reader.ts'

/** The mark that is selected, or the words that are: those are highlighted first. */
export async function quoteIntoNote(): Promise<void> {
  const hasWords = hasSelectedWords()
  if (hasWords) await markSelection('highlight')
  const { annotations, selected } = useReader.getState()
  const annotation = annotations.find((each) => each.id === selected)
  if (!annotation) return tell(hasWords ? null : 'Select words on the page, or a mark with its key, then press the key again.')
  if (annotation.paperId === null) return tell('This PDF belongs to no paper of the library, so it has no note to quote into.')
  const { paperId: id } = annotation
  try {
    await saveNotesNow()
    const { note } = await client.call('notes.get', { id })
    const before = note?.text ?? ''
    if (before.includes(linkToMark(annotation))) return tell('The note has this quotation already.')
    const saved = await client.call('notes.save', {
      id,
      text: withQuotation(before, annotation),
      baseRevision: note?.revision ?? 0,
      ownStep: true,
    })
    useNotes
      .getState()
      .sessions.get(id)
      ?.takeStored(saved.note?.text ?? '', saved.revision)
    showToast({ sentence: 'Quoted into the note.', undo: true })
    say('Quoted into the note.')
  } catch (thrown) {
    reportFailure(thrown)
  }
}

function tell(sentence: string | null): void {
  if (sentence === null) return
  showToast({ sentence })
  say(sentence)
}

/** A mark as lines of Markdown: its words as a quotation, where they stand as a link, the comment below. */
export function quotationOf(annotation: Annotation): string[] {
  const words = annotation.text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_[\]<>]/g, '\\$&')
  const where = `[page ${annotation.pageLabel.replace(/[\\[\]]/g, '\\$&')}](${linkToMark(annotation)})`
  const lines = words === '' ? [where] : [`> ${words}`, '>', `> — ${where}`]
  const comment = annotation.comment.trim()
  return [...lines, ...(comment === '' ? [] : ['', ...comment.split(/\r\n|\r|\n/)]), '']
}

/** The note with the mark at its end. */
export function withQuotation(note: string, annotation: Annotation): string {
  const lineEnd = /\r\n/.test(note) && !/[^\r]\n/.test(note) ? '\r\n' : '\n'
  const between = note === '' ? '' : note.endsWith(`${lineEnd}${lineEnd}`) ? '' : note.endsWith(lineEnd) ? lineEnd : `${lineEnd}${lineEnd}`
  return `${note}${between}${quotationOf(annotation).join(lineEnd)}`
}

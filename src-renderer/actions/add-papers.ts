// Owns adding papers by hand: what is typed, pasted or chosen goes to the library as text.
import { findPaperReferences } from '#domain/paper-references.ts'
import { DogearError } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { say, showToast } from '../state/toasts.ts'
import { openDialog, useWindow } from '../state/window.ts'
import { carryThrough } from '../state/work.ts'
import { reportStopped } from './exchange.ts'

const LARGEST_FILE = 50_000_000
/** Characters that are looked through while a key waits. */
export const LOOKED_AT = 200_000

/** Looks them up and saves them to Later; resolves when done, true where something was added or known. */
export async function addPapers(text: string): Promise<boolean> {
  say('Asking arXiv.')
  try {
    const { sentence, historyId } = await carryThrough(
      'Adding papers',
      ({ signal }) => client.call('papers.add', { text }, { signal, hearsOut: true }),
      ({ call }) => call === 'papers.add',
    )
    showToast({ sentence, undo: historyId !== null })
    say(sentence)
    return true
  } catch (thrown) {
    reportStopped('Stopped; nothing was added.')(thrown)
    return false
  }
}

/** A text has none of these; what has is a picture, an archive or a program. */
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a]/

/** The text of a bibliography or list; Windows-1252 where it is no UTF-8, as many reference managers write. Throws a sentence. */
export async function textOfFile(file: File): Promise<string> {
  if (file.size > LARGEST_FILE) throw new DogearError('invalid-input', `${file.name} has more than 50 MB. Add it in smaller parts.`)
  if (file.size === 0) throw new DogearError('invalid-input', `${file.name} is empty.`)
  const bytes = await file.arrayBuffer()
  const text = decoded(bytes)
  if (NO_TEXT.test(text.slice(0, LOOKED_AT)))
    throw new DogearError('invalid-input', `${file.name} is no text, no PDF and no archive of Dogear.`)
  return text
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(hasUtf16Mark(bytes) ? 'utf-16' : 'windows-1252').decode(bytes)
  }
}

function hasUtf16Mark(bytes: ArrayBuffer): boolean {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  return first === 0xff && second === 0xfe
}

/** A paste outside of every field that names papers opens the dialog with them; anything else is left alone. */
export function listenForPaste(target: Window): () => void {
  const onPaste = (event: ClipboardEvent): void => {
    const { target: at } = event
    if (event.defaultPrevented || useWindow.getState().dialog !== null) return
    if (at instanceof Element && at.closest('input, textarea, [contenteditable="true"]')) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    // the beginning tells; a long text is read whole once it is sent
    if (text.length > LARGEST_FILE || findPaperReferences(text.slice(0, LOOKED_AT)).ids.length === 0) return
    event.preventDefault()
    openDialog({ kind: 'add-papers', text })
  }
  target.addEventListener('paste', onPaste)
  return () => target.removeEventListener('paste', onPaste)
}

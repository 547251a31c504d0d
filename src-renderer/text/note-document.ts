// Owns how a note's text becomes an editor's document and back, with every line break as it was.
import type { ChangeSpec, EditorState } from '@codemirror/state'

/** What stands in a note without text. */
export const PLACEHOLDER = 'Write a note in Markdown. Math as $x^2$, papers as [[2401.12345]].'

/**
 * The line separator of a text: `\r\n` or `\r` where every break is that one, else `\n`. In a text that mixes them
 * lines end at `\n` and every other `\r` stays a character of its line, so that all of it comes back as it was.
 */
export function lineSeparatorOf(text: string): '\n' | '\r\n' | '\r' {
  const breaks = new Set(text.match(/\r\n|\r|\n/g))
  const only = breaks.size === 1 ? [...breaks][0] : undefined
  return only === '\r\n' || only === '\r' ? only : '\n'
}

/** The text of a document, byte for byte as it is stored. */
export function textOf(state: EditorState): string {
  return state.sliceDoc()
}

/** Text that is pasted or dropped, with the line breaks of the note it goes into. */
export function withSeparator(text: string, separator: string): string {
  return text.replace(/\r\n|\r|\n/g, separator)
}

/**
 * The one change that makes `before` into `after`, so that the cursor, the selection and the undo history of what
 * stays the same stay too. Positions count a line break as one, as the editor does.
 */
export function changeBetween(state: EditorState, after: string): ChangeSpec {
  const lines = state.toText(after)
  const before = state.doc.toString()
  const next = lines.toString()
  const longest = Math.min(before.length, next.length)
  let start = 0
  while (start < longest && before.charCodeAt(start) === next.charCodeAt(start)) start++
  let end = 0
  while (end < longest - start && before.charCodeAt(before.length - 1 - end) === next.charCodeAt(next.length - 1 - end)) end++
  return { from: start, to: before.length - end, insert: lines.slice(start, next.length - end) }
}

// Owns a mark that is dragged into a note: it lands between paragraphs, never within words.
import type { EditorView } from '@codemirror/view'

/** What a dragged mark is besides plain text. */
export const QUOTATION = 'application/x-dogear-quotation'

/** Puts the quotation after the paragraph it was let go on; false when it is something else that was dragged. */
export function takeQuotation({ dataTransfer, clientX, clientY }: DragEvent, view: EditorView): boolean {
  const quotation = dataTransfer?.getData(QUOTATION) ?? ''
  if (quotation === '') return false
  const { doc } = view.state
  let line = doc.lineAt(view.posAtCoords({ x: clientX, y: clientY }, false))
  while (line.text.trim() !== '' && line.number < doc.lines && doc.line(line.number + 1).text.trim() !== '')
    line = doc.line(line.number + 1)
  const before = line.number === 1 ? '' : doc.line(line.number - 1).text
  const between = line.text.trim() !== '' ? '\n\n' : before.trim() !== '' ? '\n' : ''
  const insert = view.state.toText((between + quotation).replaceAll('\n', view.state.lineBreak))
  view.dispatch({
    changes: { from: line.to, insert },
    selection: { anchor: line.to + insert.length },
    userEvent: 'input.drop',
    scrollIntoView: true,
  })
  view.focus()
  return true
}

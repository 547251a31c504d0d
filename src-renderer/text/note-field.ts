// Owns the text field of a note: CodeMirror, behind what the page asks of it. It loads by itself, with the preview.
import { Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { noteEditorState, type NoteEditorOptions } from './note-codemirror.ts'
import { changeBetween, lineSeparatorOf, textOf } from './note-document.ts'

export { Markdown } from './markdown.tsx'

export type NoteFieldOptions = Omit<NoteEditorOptions, 'text' | 'onText'> & {
  onText: (text: string) => void
  /** Where the cursor begins; a text that is shorter by now has it at its end. */
  caret: number
}

export interface NoteField {
  /** What something else wrote; it is no step of the field's own undo. */
  takeOver(text: string): void
  /** As if it was typed, so that undo in the field takes it back. */
  type(text: string): void
  /** Fills an empty note, as if it was typed. */
  fill(template: string): void
  focus(): void
  /** Where the cursor is, in UTF-16 units from the beginning. */
  caret(): number
  destroy(): void
}

export function makeNoteField(parent: HTMLElement, text: string, options: NoteFieldOptions): NoteField {
  const newState = (of: string) =>
    noteEditorState({
      ...options,
      text: of,
      onText: (state) => options.onText(textOf(state)),
      onLeave: () => {
        view.contentDOM.blur()
        options.onLeave()
      },
    })
  const view = new EditorView({ parent, state: newState(text) })
  if (options.caret > 0) view.dispatch({ selection: { anchor: Math.min(options.caret, view.state.doc.length) } })
  return {
    takeOver(next) {
      if (textOf(view.state) === next) return
      // Another kind of line break needs another document; the undo history goes with it.
      if (lineSeparatorOf(next) !== view.state.lineBreak && /[\r\n]/.test(next)) return view.setState(newState(next))
      view.dispatch({
        changes: changeBetween(view.state, next),
        // Ctrl+Z takes back what was typed here, not what came from elsewhere.
        annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
      })
    },
    type(typed) {
      const insert = view.state.toText(typed.replaceAll('\n', view.state.lineBreak))
      view.dispatch(view.state.replaceSelection(insert), { userEvent: 'input.type', scrollIntoView: true })
    },
    fill(template) {
      if (template === '' || view.state.doc.length > 0) return
      view.dispatch({ changes: { from: 0, insert: view.state.toText(template) }, userEvent: 'input.template' })
      view.dispatch({ selection: { anchor: view.state.doc.length }, scrollIntoView: true })
      view.focus()
    },
    focus: () => view.focus(),
    caret: () => view.state.selection.main.head,
    destroy: () => view.destroy(),
  }
}

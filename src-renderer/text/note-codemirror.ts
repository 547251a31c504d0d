// Owns the set-up of the editor: keys, undo, Markdown, looks by the tokens of the window.
import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands'
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown'
import { codeFolding, foldGutter, foldKeymap, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { takeQuotation } from './dropped-quotation.ts'
import { type FindPapers, linkCompletion, paintedLinks } from './note-links.ts'
import { lineSeparatorOf, PLACEHOLDER, withSeparator } from './note-document.ts'

export interface NoteEditorOptions {
  text: string
  /** The name of the text field, for a screen reader. */
  label: string
  onText: (state: EditorState) => void
  onBlur: () => void
  /** `Esc`. */
  onLeave: () => void
  /** `Ctrl/Cmd+E`. */
  onTogglePreview: () => void
  /** `Ctrl/Cmd+Enter` in an empty note. */
  onTemplate: () => void
  findPapers: FindPapers
  /** Keeps a picture that was pasted or dropped; the Markdown for it, null when it can't be kept. */
  keepImage: (file: File) => Promise<string | null>
}

const looks = EditorView.theme({
  // the folds hang in the margin, so that the text begins where the abstract does
  '&': { marginLeft: '-20px', color: 'var(--ink)', background: 'transparent', font: '400 var(--t16) / var(--l26) var(--read)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflowX: 'hidden' },
  '.cm-content': { padding: '0', maxWidth: 'var(--measure)', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 2px' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-specialChar': { color: 'var(--muted)' },
  '.cm-gutters': { border: '0', background: 'transparent', color: 'var(--faint)' },
  '.cm-foldGutter .cm-gutterElement': { width: '18px', padding: '0', cursor: 'pointer', textAlign: 'center' },
  '.cm-foldPlaceholder': { background: 'var(--chip)', border: '0', color: 'var(--muted)', padding: '0 4px' },
})

const inks = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.monospace], fontFamily: 'var(--code)', fontSize: 'var(--t13)' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
  { tag: [tags.quote, tags.processingInstruction, tags.contentSeparator, tags.labelName], color: 'var(--muted)' },
])

/** What a folded heading says of the lines under it. */
function placeholderDOM(_view: EditorView, onclick: (event: Event) => void, lines: number): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'cm-foldPlaceholder'
  button.textContent = lines === 1 ? '… 1 line' : `… ${lines} lines`
  button.title = 'Show them'
  button.addEventListener('click', onclick)
  return button
}

function markerDOM(open: boolean): HTMLElement {
  const marker = document.createElement('span')
  marker.textContent = open ? '▾' : '▸'
  marker.title = open ? 'Fold (Ctrl+Shift+[, Cmd+Alt+[)' : 'Unfold (Ctrl+Shift+], Cmd+Alt+])'
  return marker
}

/** In the editor these are the text field's own; the window's keys of the same name never hear of them. */
function ownKeys({ onLeave, onTogglePreview, onTemplate }: NoteEditorOptions): Extension {
  const always = (run: () => void) => (): boolean => {
    run()
    return true
  }
  return keymap.of([
    { key: 'Escape', run: always(onLeave), stopPropagation: true },
    { key: 'Mod-e', run: always(onTogglePreview), stopPropagation: true },
    {
      key: 'Mod-Enter',
      run: (view) => {
        if (view.state.doc.length > 0) return false
        onTemplate()
        return true
      },
      stopPropagation: true,
    },
    { key: 'Mod-z', run: (view) => undo(view) || true, stopPropagation: true },
    { key: 'Mod-Shift-z', run: (view) => redo(view) || true, stopPropagation: true },
    { key: 'Mod-y', run: (view) => redo(view) || true, stopPropagation: true },
  ])
}

/** Pictures go into the library and their names into the text; anything with words in it stays the editor's own. */
function takeImages(data: DataTransfer | null, view: EditorView, keepImage: NoteEditorOptions['keepImage']): boolean {
  const images = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
  if (images.length === 0 || data?.types.includes('text/plain')) return false
  void (async () => {
    for (const image of images) {
      const markdown = await keepImage(image)
      if (markdown !== null) view.dispatch(view.state.replaceSelection(markdown), { userEvent: 'input.paste', scrollIntoView: true })
    }
  })()
  return true
}

/** What is written keeps so far from the end of what can be seen: messages float there. */
const CLEAR_OF_MESSAGES_PX = 80

export function noteEditorState(options: NoteEditorOptions): EditorState {
  const separator = lineSeparatorOf(options.text)
  return EditorState.create({
    doc: EditorState.create({ extensions: EditorState.lineSeparator.of(separator) }).toText(options.text),
    extensions: [
      EditorState.lineSeparator.of(separator),
      EditorView.clipboardInputFilter.of((text) => withSeparator(text, separator)),
      history(),
      highlightSpecialChars(),
      EditorView.lineWrapping,
      EditorView.scrollMargins.of(() => ({ bottom: CLEAR_OF_MESSAGES_PX })),
      markdown({ base: markdownLanguage, completeHTMLTags: false, pasteURLAsLink: true }),
      syntaxHighlighting(inks),
      codeFolding({
        preparePlaceholder: (state, { from, to }) => state.doc.lineAt(to).number - state.doc.lineAt(from).number,
        placeholderDOM,
      }),
      foldGutter({ markerDOM }),
      linkCompletion(options.findPapers),
      paintedLinks(),
      ownKeys(options),
      // Tab leaves the field, as everywhere: nobody is caught in it.
      keymap.of([...markdownKeymap, ...foldKeymap, ...historyKeymap, ...defaultKeymap]),
      placeholder(PLACEHOLDER),
      EditorView.contentAttributes.of({
        'aria-label': options.label,
        spellcheck: 'true',
        autocapitalize: 'sentences',
        'aria-multiline': 'true',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) options.onText(update.state)
      }),
      EditorView.domEventHandlers({
        blur: () => options.onBlur(),
        paste: (event, view) => takeImages(event.clipboardData, view, options.keepImage),
        drop: (event, view) => takeQuotation(event, view) || takeImages(event.dataTransfer, view, options.keepImage),
      }),
      looks,
    ],
  })
}

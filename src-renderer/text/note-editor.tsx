// Owns the note on the page: the editor, the preview beside it or in its place, and the line that says what is saved.
import { Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { whenLeaving } from '../app/leaving.ts'
import { Markdown, type MarkdownProps } from './markdown.tsx'
import { noteEditorState } from './note-codemirror.ts'
import { changeBetween, lineSeparatorOf, textOf } from './note-document.ts'
import type { FindPapers } from './note-links.ts'
import type { NoteDraft } from './note-session.ts'
import styles from './note-editor.module.css'

export interface NoteEditorProps {
  /** Another paper is another text with its own undo. */
  paperId: PaperId
  /** Of the paper's `NoteSession`, or any owner that keeps these. */
  draft: Pick<NoteDraft, 'text' | 'status' | 'failure' | 'replaced'>
  onText: (text: string) => void
  /** Leaving the field, the page going away, the editor going away: save now. */
  onSaveNow: () => void
  /** `Esc`: the focus goes back to where it came from. */
  onLeave: () => void
  /** For a screen reader: "Note on …". */
  label: string
  /** The cursor goes into the field when this is not the number it was, and at once when it begins above 0. */
  focusRequest?: number
  onOpenUrl: MarkdownProps['onOpenUrl']
  onOpenPaper: MarkdownProps['onOpenPaper']
  findPapers: FindPapers
  keepImage: (file: File) => Promise<string | null>
  /** What a link leads to: null for nothing, undefined while that is not known. */
  titleOf?: MarkdownProps['titleOf']
  /** What a new note begins with; empty for none. */
  template?: string
}

export type NoteView = 'write' | 'both' | 'read'

const NEXT_VIEW: Readonly<Record<NoteView, NoteView>> = { write: 'both', both: 'read', read: 'write' }
const VIEW_NAMES: Readonly<Record<NoteView, string>> = { write: 'Write', both: 'Both', read: 'Read' }

export function NoteEditor(props: NoteEditorProps): React.JSX.Element {
  const { draft, onOpenUrl, onOpenPaper, titleOf, template = '' } = props
  const [shown, setShown] = useState<NoteView>('write')
  const host = useRef<HTMLDivElement>(null)
  const reading = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  const show = (next: NoteView): void => {
    const focused = document.activeElement
    hadFocus.current = focused !== null && (host.current?.contains(focused) === true || reading.current?.contains(focused) === true)
    setShown(next)
  }
  const view = useCodeMirror(host, props, () => show(NEXT_VIEW[shown]))
  useSaveWhenLeaving(props.paperId, props.onSaveNow)
  useLayoutEffect(() => {
    // The focus follows the text, so that the same key brings it back.
    if (!hadFocus.current) return
    if (shown === 'read') reading.current?.focus()
    else view.current?.focus()
  }, [shown, view])
  return (
    <div className={styles['note']} data-view={shown}>
      <div className={styles['bar']}>
        <span className={styles['status']} data-status={draft.status} role={draft.status === 'failed' ? 'alert' : undefined}>
          {statusSentence(draft)}
        </span>
        {draft.text === '' && template !== '' && shown !== 'read' && (
          <button type="button" className={styles['template']} title="Ctrl or Cmd with Enter" onClick={() => fill(view.current, template)}>
            Use the template
          </button>
        )}
        <div className={styles['views']} role="group" aria-label="View of the note (Ctrl or Cmd with E)">
          {(Object.keys(VIEW_NAMES) as NoteView[]).map((name) => (
            <button key={name} type="button" aria-pressed={shown === name} onClick={() => show(name)}>
              {VIEW_NAMES[name]}
            </button>
          ))}
        </div>
      </div>
      <div className={styles['panes']}>
        <div className={styles['write']} ref={host} />
        {shown !== 'write' && (
          <div
            className={styles['read']}
            ref={reading}
            tabIndex={-1}
            onKeyDown={(event) => {
              if (event.key === 'e' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault()
                event.stopPropagation()
                show(NEXT_VIEW[shown])
              }
            }}
          >
            <Markdown text={draft.text} onOpenUrl={onOpenUrl} onOpenPaper={onOpenPaper} titleOf={titleOf} />
          </div>
        )}
      </div>
    </div>
  )
}

/** Typed, not replaced: undo in the field takes it back. */
function fill(view: EditorView | null, template: string): void {
  if (!view || template === '' || view.state.doc.length > 0) return
  view.dispatch({ changes: { from: 0, insert: view.state.toText(template) }, userEvent: 'input.template' })
  view.dispatch({ selection: { anchor: view.state.doc.length }, scrollIntoView: true })
  view.focus()
}

function statusSentence({ status, failure }: NoteEditorProps['draft']): string {
  if (status === 'failed') return `Not saved. ${failure?.message ?? ''} Your text is kept here, and saving is tried again.`
  return status === 'saved' ? 'Saved' : 'Saving…'
}

function useCodeMirror(
  host: React.RefObject<HTMLDivElement | null>,
  { paperId, draft, onText, onSaveNow, onLeave, label, focusRequest = 0, findPapers, keepImage, template = '' }: NoteEditorProps,
  onTogglePreview: () => void,
): React.RefObject<EditorView | null> {
  const view = useRef<EditorView | null>(null)
  // The editor lives longer than one render: it calls what the newest one gave.
  const textChanged = useEffectEvent(onText)
  const blurred = useEffectEvent(onSaveNow)
  const left = useEffectEvent(onLeave)
  const toggled = useEffectEvent(onTogglePreview)
  const filled = useEffectEvent(() => fill(view.current, template))
  const newState = useEffectEvent(() =>
    noteEditorState({
      text: draft.text,
      label,
      onText: (state) => textChanged(textOf(state)),
      onBlur: () => blurred(),
      onLeave: () => {
        view.current?.contentDOM.blur()
        left()
      },
      onTogglePreview: () => toggled(),
      onTemplate: () => filled(),
      findPapers,
      keepImage,
    }),
  )
  const takeOver = useEffectEvent(() => {
    const editor = view.current
    if (!editor || textOf(editor.state) === draft.text) return
    // Another kind of line break needs another document; the undo history goes with it.
    if (lineSeparatorOf(draft.text) !== editor.state.lineBreak && /[\r\n]/.test(draft.text)) return editor.setState(newState())
    editor.dispatch({
      changes: changeBetween(editor.state, draft.text),
      // Ctrl+Z takes back what was typed here, not what came from elsewhere.
      annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    })
  })
  useLayoutEffect(() => {
    if (!host.current) return
    const editor = new EditorView({ parent: host.current, state: newState() })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [host, paperId])
  useLayoutEffect(() => takeOver(), [draft.replaced, paperId])
  useLayoutEffect(() => {
    if (focusRequest > 0) view.current?.focus()
  }, [focusRequest])
  return view
}

/** The last moments of a page are told in several ways; saving twice costs nothing. */
function useSaveWhenLeaving(paperId: PaperId, onSaveNow: () => void): void {
  const save = useEffectEvent(onSaveNow)
  useEffect(() => {
    const leaving = (): void => save()
    const stop = whenLeaving(leaving)
    window.addEventListener('blur', leaving)
    return () => {
      stop()
      window.removeEventListener('blur', leaving)
    }
  }, [])
  const last = useRef(onSaveNow)
  useEffect(() => {
    last.current = onSaveNow
  })
  useEffect(() => () => last.current(), [paperId])
}

// Owns the note on the page: the editor, the preview beside it or in its place, and the line that says what is saved.
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { whenLeaving } from '../app/leaving.ts'
import { usePrinting } from '../app/printing.ts'
import type { MarkdownProps } from './markdown.tsx'
import { loadNoteCode, useNoteCode } from './note-code.ts'
import { PLACEHOLDER } from './note-document.ts'
import type { NoteField } from './note-field.ts'
import type { FindPapers } from './note-links.ts'
import type { NoteDraft } from './note-session.ts'
import styles from './note-editor.module.css'

export interface NoteEditorProps {
  /** Another paper is another text with its own undo. */
  paperId: PaperId
  /** Of the paper's `NoteSession`, or any owner that keeps these. */
  draft: Pick<NoteDraft, 'text' | 'revision' | 'status' | 'failure' | 'replaced'>
  onText: (text: string) => void
  /** Leaving the field, the page going away, the editor going away: save now. */
  onSaveNow: () => void
  /** `Esc`: the focus goes back to where it came from. */
  onLeave: () => void
  /** For a screen reader: "Note on …". */
  label: string
  /** The cursor goes into the field when this is not the number it was, and at once when it begins above 0. */
  focusRequest?: number
  /** The cursor is in the field because it was asked for; answers what was typed for it until then. */
  onFocused?: () => string
  /** Someone goes to a field that is not made yet: a `focusRequest` is to follow. With it a note without text rests before its field is made. */
  onWanted?: () => void
  onOpenUrl: MarkdownProps['onOpenUrl']
  onOpenPaper: MarkdownProps['onOpenPaper']
  findPapers: FindPapers
  keepImage: (file: File) => Promise<string | null>
  /** What a link leads to: null for nothing, undefined while that is not known. */
  titleOf?: MarkdownProps['titleOf']
  /** What a new note begins with; empty for none. */
  template?: string
  /** Where the cursor was left, for a field that is made anew for the same text. */
  caret?: { at: number }
}

export type NoteView = 'write' | 'both' | 'read'

const NEXT_VIEW: Readonly<Record<NoteView, NoteView>> = { write: 'both', both: 'read', read: 'write' }
const VIEW_NAMES: Readonly<Record<NoteView, string>> = { write: 'Write', both: 'Both', read: 'Read' }

export function NoteEditor(props: NoteEditorProps): React.JSX.Element {
  const { draft, onOpenUrl, onOpenPaper, onWanted, titleOf, template = '' } = props
  const [shown, setShown] = useState<NoteView>('write')
  const host = useRef<HTMLDivElement>(null)
  const reading = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  const show = (next: NoteView): void => {
    const focused = document.activeElement
    hadFocus.current = focused !== null && (host.current?.contains(focused) === true || reading.current?.contains(focused) === true)
    setShown(next)
  }
  const code = useNoteCode()
  const isMade = useMadeInTime(code !== null, props)
  const view = useNoteField(host, isMade ? (code?.makeNoteField ?? null) : null, props, () => show(NEXT_VIEW[shown]))
  useSaveWhenLeaving(props.paperId, props.onSaveNow)
  useLayoutEffect(() => {
    // The focus follows the text, so that the same key brings it back.
    if (!hadFocus.current) return
    if (shown === 'read') reading.current?.focus()
    else view.current?.focus()
  }, [shown, view])
  // on paper a note is as it reads
  const seen = usePrinting() && code !== null && draft.text !== '' ? 'read' : shown
  return (
    <div className={styles['note']} data-view={seen} data-empty={draft.text === '' || undefined}>
      <div className={styles['bar']}>
        <span className={styles['status']} data-status={draft.status} role={draft.status === 'failed' ? 'alert' : undefined}>
          {statusSentence(draft)}
        </span>
        {draft.text === '' && template !== '' && shown !== 'read' && (
          <button
            type="button"
            className={styles['template']}
            title="Ctrl or Cmd with Enter"
            onClick={() => (view.current ? view.current.fill(template) : onWanted?.())}
          >
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
        <div className={styles['write']} ref={host}>
          {!isMade && <Still {...props} />}
        </div>
        {seen !== 'write' && (
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
            {code && <code.Markdown text={draft.text} onOpenUrl={onOpenUrl} onOpenPaper={onOpenPaper} titleOf={titleOf} />}
          </div>
        )}
      </div>
    </div>
  )
}

/** Of a note that was never written there is nothing to say. */
function statusSentence({ status, failure, text, revision }: NoteEditorProps['draft']): string {
  if (status === 'failed') return `Not saved. ${failure?.message ?? ''} Your text is kept here, and saving is tried again.`
  if (status !== 'saved') return 'Saving…'
  return text === '' && revision === 0 ? '' : 'Saved'
}

/** Milliseconds that a paper is looked at before the field of its note is made, where there is nothing in it to show. */
const RESTED_MS = 250

/** Whether the field is to be there; once it is, it stays. Making one takes as long as all else of a paper together. */
function useMadeInTime(isLoaded: boolean, { draft, focusRequest = 0, onWanted }: NoteEditorProps): boolean {
  const [rested, setRested] = useState(onWanted === undefined)
  const isNeeded = rested || draft.text !== '' || focusRequest > 0
  if (isNeeded && !rested) setRested(true)
  useEffect(() => {
    // what can't be loaded is asked for again with the next paper
    if (isNeeded) loadNoteCode().catch(() => undefined)
    const timer = setTimeout(() => setRested(true), RESTED_MS)
    return () => clearTimeout(timer)
  }, [isNeeded])
  return isLoaded && isNeeded
}

/** The note before its field is made, looking as the field does. */
function Still({ draft, label, onWanted }: NoteEditorProps): React.JSX.Element {
  return (
    <div
      className={styles['still']}
      role="textbox"
      aria-label={label}
      aria-multiline="true"
      aria-placeholder={PLACEHOLDER}
      tabIndex={0}
      data-empty={draft.text === '' || undefined}
      onFocus={onWanted}
      onMouseDown={(event) => {
        // the field takes the focus; this is gone before the browser would give it
        event.preventDefault()
        onWanted?.()
      }}
    >
      {draft.text === '' ? PLACEHOLDER : draft.text}
    </div>
  )
}

type FieldRef = React.RefObject<NoteField | null>

function useNoteField(
  host: React.RefObject<HTMLDivElement | null>,
  make: typeof import('./note-field.ts').makeNoteField | null,
  {
    paperId,
    draft,
    onText,
    onSaveNow,
    onLeave,
    label,
    focusRequest = 0,
    onFocused,
    findPapers,
    keepImage,
    template = '',
    caret,
  }: NoteEditorProps,
  onTogglePreview: () => void,
): FieldRef {
  const field = useRef<NoteField | null>(null)
  // The field lives longer than one render: it calls what the newest one gave.
  const textChanged = useEffectEvent(onText)
  const blurred = useEffectEvent(onSaveNow)
  const left = useEffectEvent(onLeave)
  const toggled = useEffectEvent(onTogglePreview)
  const filled = useEffectEvent(() => field.current?.fill(template))
  const made = useEffectEvent((parent: HTMLElement) =>
    make?.(parent, draft.text, {
      label,
      onText: (text) => textChanged(text),
      onBlur: () => blurred(),
      onLeave: () => left(),
      onTogglePreview: () => toggled(),
      onTemplate: () => filled(),
      findPapers,
      keepImage,
      caret: caret?.at ?? 0,
    }),
  )
  useLayoutEffect(() => {
    if (!host.current || make === null) return undefined
    const mine = made(host.current) ?? null
    field.current = mine
    return () => {
      field.current = null
      if (caret && mine) caret.at = mine.caret()
      mine?.destroy()
    }
  }, [host, make, paperId, caret])
  const takeOver = useEffectEvent(() => field.current?.takeOver(draft.text))
  useLayoutEffect(() => takeOver(), [draft.replaced, paperId])
  const focus = useEffectEvent(() => {
    if (!field.current) return
    field.current.focus()
    const typed = onFocused?.() ?? ''
    if (typed !== '') field.current.type(typed)
  })
  useLayoutEffect(() => {
    if (focusRequest > 0) focus()
  }, [focusRequest, make])
  return field
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

// Owns the note of the paper on screen.
import { useRef } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { keepNoteImage } from '#renderer/actions/note-images.ts'
import { openReference } from '#renderer/actions/go.ts'
import { papersNamed, useLinks } from '#renderer/state/links.ts'
import { papers } from '#renderer/state/papers.ts'
import { today } from '#renderer/state/clock.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { filledTemplate } from '#renderer/words/note-template.ts'
import { NoteLinks } from '../notes/note-links.tsx'
import { openLink } from '#renderer/actions/open-mark.ts'
import { type NoteSession } from '#renderer/text/note-session.ts'
import { NoteEditor, type NoteEditorProps } from '#renderer/text/note-editor.tsx'
import { saveNotesNow, useNoteDraft, useNoteSession } from '#renderer/state/notes.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { takeTypedAhead } from '#renderer/state/typed-ahead.ts'
import { useWindow, wantFocus } from '#renderer/state/window.ts'
import style from './paper.module.css'

interface NoteSectionProps {
  id: PaperId
  title: string
  /** The pane lies over the list, and has the keys when the note is left. */
  slides: boolean
  /** The note has the pane to itself. */
  isFull: boolean
}

export function NoteSection({ id, title, slides, isFull }: NoteSectionProps) {
  const session = useNoteSession(id)
  const section = useRef<HTMLElement>(null)
  const isAsked = useWindow(({ noteWanted, noteTaken }) => noteWanted !== noteTaken)
  const wanted = useWindow((state) => state.noteWanted)
  // a pane that still shows the paper or the place before must not take what is typed for the next
  const isSelected = usePlace(({ selectedId }) => selectedId === id)
  const isNotes = usePlace(({ place }) => place.kind === 'notes')
  const fullNote = useWindow((state) => state.fullNote)
  const isOfNow = isSelected && isFull === (isNotes !== fullNote)
  const takeFocus = (): string => {
    useWindow.setState({ noteTaken: wanted })
    section.current?.scrollIntoView({ block: 'nearest' })
    return takeTypedAhead(id)
  }
  return (
    <section ref={section} className={style.noteSection} aria-labelledby="note-title" data-note>
      <h3 className={style.section} id="note-title">
        Note
      </h3>
      {session && (
        <WrittenNote
          key={id}
          id={id}
          title={title}
          session={session}
          onLeave={() => wantFocus(slides ? 'paper' : 'list')}
          focusRequest={isAsked && isOfNow ? wanted : 0}
          onFocused={takeFocus}
          onWanted={() => wantFocus('note')}
        />
      )}
    </section>
  )
}

type WrittenNoteProps = Pick<NoteEditorProps, 'onLeave' | 'focusRequest' | 'onFocused' | 'onWanted'> & {
  id: PaperId
  title: string
  session: NoteSession
}

export function WrittenNote({ id, title, session, ...focus }: WrittenNoteProps) {
  const draft = useNoteDraft(session)
  const template = useSettings(({ settings }) => settings.noteTemplate)
  const byTarget = useLinks((links) => links.byTarget)
  return (
    <>
      <NoteEditor
        paperId={id}
        draft={draft}
        label={`Note on ${title}`}
        onText={(text) => session.write(text)}
        onSaveNow={() => void saveNotesNow().catch(reportFailure)}
        caret={session.caret}
        {...focus}
        onOpenUrl={openLink}
        onOpenPaper={openReference}
        findPapers={async (text, signal) => (await papersNamed(text, signal)).filter((paper) => paper.id !== id)}
        keepImage={keepNoteImage}
        titleOf={(target) => {
          const paper = byTarget.get(target)
          return paper === null ? null : paper?.title
        }}
        template={filledTemplate(template, { id, title, authors: papers.get(id)?.authors ?? [], day: today() })}
      />
      <NoteLinks id={id} text={draft.text} revision={draft.revision} />
    </>
  )
}

// Owns a note in full height: the paper's title, the text, what links here.
import { useEffect, useRef } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { showPaper } from '#renderer/actions/go.ts'
import { wantDetail } from '#renderer/state/details.ts'
import { loadNote, useIsNoteShown } from '#renderer/state/notes.ts'
import { useIsListEmpty } from '#renderer/state/lists.ts'
import { usePaperRow, wantRows } from '#renderer/state/papers.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Button } from '../pieces/button.tsx'
import { StateLabel } from '../pieces/marks.tsx'
import { Notice } from '../pieces/notice.tsx'
import { KeyFoot } from '../paper/key-foot.tsx'
import { NoteSection } from '../paper/note-section.tsx'
import { usePaperFocus } from '../paper/paper-focus.ts'
import { PaperTags } from '../paper/paper-tags.tsx'
import { SlideHead } from '../paper/slide-head.tsx'
import { Key } from '../pieces/key.tsx'
import style from './notes.module.css'

export function NotePane({ id, slides = false }: { id: PaperId | null; slides?: boolean }) {
  const row = usePaperRow(id)
  const isNoteShown = useIsNoteShown(id)
  const isListEmpty = useIsListEmpty()
  const scroll = useRef<HTMLElement>(null)
  // beside the list the list has the keys
  usePaperFocus(scroll, { able: slides })
  useEffect(() => {
    if (id === null) return
    wantRows([id])
    wantDetail(id)
    void loadNote(id)
  }, [id])
  return (
    <main className={style.pane} aria-label="Note">
      {slides && <SlideHead />}
      {id === null || !row ? (
        <div className={style.none}>
          {id === null && !isListEmpty && (
            <Notice title="No note selected">
              Select one in the list and it is shown here. <Key action="paper.note" /> begins a note on any paper.
            </Notice>
          )}
        </div>
      ) : (
        <article ref={scroll} className={style.article} tabIndex={-1} aria-labelledby="paper-title" data-paper-scroll data-keys="scroll">
          <header className={style.head}>
            <h2 id="paper-title">
              <MathText text={row.title} />
            </h2>
            <p className={style.by}>
              <span>
                {row.authors.slice(0, MOST_AUTHORS).join(', ')}
                {row.authorCount > MOST_AUTHORS ? ` +${row.authorCount - MOST_AUTHORS}` : ''}
              </span>
              <StateLabel row={row} />
              <Button onClick={() => void showPaper(row.id)}>Show the paper</Button>
            </p>
          </header>
          <NoteSection id={id} title={row.title} slides={slides} isFull />
          {isNoteShown && <PaperTags row={row} />}
        </article>
      )}
      <KeyFoot />
    </main>
  )
}

const MOST_AUTHORS = 3

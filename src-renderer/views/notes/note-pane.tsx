// Owns a note in full height: the paper's title, the text, what links here.
import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { goBack, showPaper } from '#renderer/actions/go.ts'
import { wantDetail } from '#renderer/state/details.ts'
import { loadNote } from '#renderer/state/notes.ts'
import { usePaperRow, wantRows } from '#renderer/state/papers.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Button, Tip } from '../pieces/button.tsx'
import { StateLabel } from '../pieces/marks.tsx'
import { Notice } from '../pieces/notice.tsx'
import { KeyFoot } from '../paper/key-foot.tsx'
import { NoteSection } from '../paper/note-section.tsx'
import { PaperTags } from '../paper/paper-tags.tsx'
import pieces from '../pieces/pieces.module.css'
import style from './notes.module.css'

export function NotePane({ id, slides = false }: { id: PaperId | null; slides?: boolean }) {
  const row = usePaperRow(id)
  useEffect(() => {
    if (id === null) return
    wantRows([id])
    wantDetail(id)
    void loadNote(id)
  }, [id])
  return (
    <main className={style.pane} aria-label="Note">
      {slides && (
        <div className={style.slideHead}>
          <Tip text="Back to the list" action="view.back">
            <button type="button" className={pieces.icon} aria-label="Back to the list" onClick={goBack}>
              <ArrowLeft size={16} aria-hidden="true" />
            </button>
          </Tip>
        </div>
      )}
      {id === null || !row ? (
        <Notice title="No note selected">Select one in the list and it is shown here. Shift+N begins a note on any paper.</Notice>
      ) : (
        <article className={style.article} aria-labelledby="paper-title" data-paper-scroll data-keys="scroll">
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
          <NoteSection id={id} title={row.title} />
          <PaperTags row={row} />
        </article>
      )}
      <KeyFoot />
    </main>
  )
}

const MOST_AUTHORS = 3

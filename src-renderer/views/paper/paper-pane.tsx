// Owns the paper pane: all that an entry has, set for reading.
import { useEffect, useRef, useState } from 'react'
import { wholeCount } from '#domain/counted.ts'
import type { PaperDetail, PaperId, PaperRow } from '#domain/paper.ts'
import { openAddress } from '#renderer/actions/paper.ts'
import { loadDetail, useDetails, wantDetail } from '#renderer/state/details.ts'
import { loadNote, useIsNoteShown } from '#renderer/state/notes.ts'
import { useIsListEmpty } from '#renderer/state/lists.ts'
import { usePaperRow, wantRows } from '#renderer/state/papers.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useWindow } from '#renderer/state/window.ts'
import { fullDate } from '#renderer/words/days.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { SampleLabel, StateLabel } from '../pieces/marks.tsx'
import { AfterAMoment, Bone, FailureNotice, Notice } from '../pieces/notice.tsx'
import { Thumbnail } from '../pieces/picture.tsx'
import { About } from './about.tsx'
import { Authors } from './authors.tsx'
import { Facts } from './facts.tsx'
import { KeyFoot } from './key-foot.tsx'
import { NearPapers } from './near-papers.tsx'
import { NoteSection } from './note-section.tsx'
import { PaperFiles } from './paper-files.tsx'
import { usePaperFocus } from './paper-focus.ts'
import { PaperTags } from './paper-tags.tsx'
import { SlideHead } from './slide-head.tsx'
import style from './paper.module.css'

export function PaperPane({ id, slides = false }: { id: PaperId | null; slides?: boolean }) {
  const row = usePaperRow(id)
  const detail = useDetails(({ byId }) => (id === null ? undefined : byId.get(id)))
  const failure = useDetails(({ failures }) => (id === null ? undefined : failures.get(id)))
  const isNoteRead = useStaysFor(id, useIsNoteShown(id))
  const isNoteWanted = useWindow(({ noteWanted, noteTaken }) => noteWanted !== noteTaken)
  const hasNote = useStaysFor(id, detail !== undefined || isNoteWanted)
  const isListEmpty = useIsListEmpty()
  const marked = usePlace((where) => where.marked.size)
  const scroll = useRef<HTMLDivElement>(null)
  // known without asking the page, which would have to be laid out for the answer
  const isScrolled = useRef(false)
  useEffect(() => {
    if (id === null) return
    wantRows([id])
    wantDetail(id)
    void loadNote(id)
    if (isScrolled.current) scroll.current?.scrollTo({ top: 0 })
  }, [id])
  usePaperFocus(scroll)

  return (
    <main className={style.pane} aria-label="Paper">
      {slides && (
        <SlideHead>
          {row && <StateLabel row={row} />}
          {marked > 0 && <span className={style.selected}>{wholeCount(marked)} selected</span>}
        </SlideHead>
      )}
      <div
        ref={scroll}
        className={style.scroll}
        tabIndex={0}
        role="region"
        aria-label="Paper text"
        data-keys="scroll"
        data-paper-scroll
        onScroll={({ currentTarget, target }) => {
          if (target === currentTarget) isScrolled.current = currentTarget.scrollTop > 0
        }}
      >
        {id === null ? (
          !isListEmpty && <Notice title="No paper selected">Select one in the list and all of it is shown here.</Notice>
        ) : failure && !detail ? (
          <FailureNotice failure={failure} retry={() => void loadDetail(id)} />
        ) : (
          row && (
            <article className={style.article} aria-labelledby="paper-title">
              <h2 className={style.title} id="paper-title">
                <MathText text={row.title} />
              </h2>
              {detail ? (
                <>
                  <Head row={row} detail={detail} />
                  <Body detail={detail} />
                </>
              ) : (
                <BodyBones />
              )}
              {hasNote && <NoteSection id={id} title={row.title} slides={slides} isFull={false} />}
              {/* in this order and each once what stands above is there, so that nothing that is seen moves */}
              {detail && isNoteRead && (
                <>
                  <PaperTags row={row} />
                  <PaperFiles id={id} offlineReady={row.offlineReady} />
                  <About detail={detail} />
                  <NearPapers id={id} />
                  {detail.thumbnailUrl !== null && <Thumbnail id={id} title={<h3 className={style.section}>Picture</h3>} />}
                </>
              )}
            </article>
          )
        )}
      </div>
      <KeyFoot />
    </main>
  )
}

/** True from when it once was, for this paper: a note that has the focus does not go because the paper is still read. */
function useStaysFor(id: PaperId | null, is: boolean): boolean {
  const [since, setSince] = useState<PaperId | null>(null)
  if (is && since !== id) setSince(id)
  return id !== null && (is || since === id)
}

function Head({ row, detail }: { row: PaperRow; detail: PaperDetail }) {
  const { arxiv } = detail
  const isOnArxiv = !row.sample && !row.id.startsWith('local-')
  const facts = [
    row.organization,
    row.publishedAtMs === null ? null : fullDate(row.publishedAtMs),
    arxiv && arxiv.categories.length > 0 ? arxiv.categories.join(', ') : null,
    isOnArxiv ? `arXiv ${row.id}${arxiv ? ` v${arxiv.version}` : ''}` : null,
  ].filter((fact) => fact !== null)
  return (
    <header>
      <Authors row={row} detail={detail} />
      <p className={style.by}>
        {row.sample && (
          <>
            <SampleLabel />{' '}
          </>
        )}
        {facts.join(' · ')}
      </p>
      <Facts row={row} detail={detail} />
    </header>
  )
}

function Body({ detail }: { detail: PaperDetail }) {
  return (
    <>
      {detail.aiSummary !== null && (
        <aside className={style.summary} aria-label="Summary, written by a model">
          <b title={detail.aiSummaryModel ?? undefined}>
            Summary, written by a model{detail.aiSummaryModel === null ? '' : ` (${detail.aiSummaryModel})`}
          </b>
          <MathText text={detail.aiSummary} onOpenUrl={openAddress} />
        </aside>
      )}
      {detail.abstract === '' ? (
        <p className={style.none}>No abstract was given.</p>
      ) : (
        <div className={style.abstract} lang="en">
          <MathText text={detail.abstract} variant="block" onOpenUrl={openAddress} />
        </div>
      )}
    </>
  )
}

function BodyBones() {
  return (
    <div className={style.bones}>
      <AfterAMoment>
        {[96, 99, 93, 97, 62].map((width) => (
          <Bone key={width} width={`${width}%`} height={15} />
        ))}
      </AfterAMoment>
    </div>
  )
}

// Owns the triage view: one paper at a time, set for reading at arm's length, with the keys at its foot.
import { useEffect, useLayoutEffect, useRef } from 'react'
import { type ActionId } from '#contract/actions.ts'
import type { PaperDetail, PaperId } from '#domain/paper.ts'
import { perform } from '#renderer/actions/perform.ts'
import { isAllDecided } from '#renderer/actions/targets.ts'
import { today } from '#renderer/state/clock.ts'
import { useDetails, wantDetail } from '#renderer/state/details.ts'
import { indexIn, listsUndecidedOnly, type PaperList, undecidedCount, useCurrentList } from '#renderer/state/lists.ts'
import { usePaperRow, wantRows } from '#renderer/state/papers.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useWindow } from '#renderer/state/window.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { shortCount } from '#renderer/words/figures.ts'
import { placeTitle } from '#renderer/words/places.ts'
import { Key } from '../pieces/key.tsx'
import { SampleLabel, StateLabel, Tag } from '../pieces/marks.tsx'
import { AfterAMoment, Bone } from '../pieces/notice.tsx'
import { Thumbnail } from '../pieces/picture.tsx'
import { MathText } from '#renderer/text/math-text.tsx'
import { VoteMark } from '../pieces/votes.tsx'
import { DayEnd } from './day-end.tsx'
import { outcomesOf, savedIn } from './outcomes.ts'
import { NearSaved } from './near-saved.tsx'
import style from './triage.module.css'

export function TriageView() {
  const list = useCurrentList()
  const place = usePlace((where) => where.place)
  const selectedId = usePlace((where) => where.selectedId)
  const near = usePlace((where) => where.selectedIndex)
  const sitting = useWindow((state) => state.triage)
  const focus = useRef<HTMLElement>(null)
  const wanted = useWindow((state) => state.listWanted)
  const row = usePaperRow(selectedId)
  const left = list ? undecidedCount(list) : 0
  const isOver = list !== undefined && isAllDecided(list, row)
  useEffect(() => {
    // at the end Enter starts reading: the first button there has the focus
    const target = isOver ? focus.current?.querySelector<HTMLElement>('section button') : null
    const where = target ?? focus.current
    where?.focus({ preventScroll: true })
  }, [wanted, isOver])
  useReadAhead(list, selectedId)
  if (!list || !sitting) return null

  const total = listsUndecidedOnly(list) ? list.ids.length + sitting.decided.size : list.ids.length
  const decided = total - left
  const at = indexIn(list.ids, selectedId, near)
  return (
    <main ref={focus} className={style.triage} tabIndex={-1} aria-label={`Triage, ${placeTitle(place, today().slice(0, 4))}`}>
      <header>
        <div
          className={style.progress}
          role="progressbar"
          aria-label="Decided"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={decided}
        >
          <b style={{ width: `${total === 0 ? 0 : (decided / total) * 100}%` }} />
        </div>
        <div className={style.top}>
          <span>{placeTitle(place, today().slice(0, 4))}</span>
          {row?.sample && <SampleLabel />}
          <span className={style.push} />
          {!isOver && at >= 0 && (
            <span>{list.place.kind === 'inbox' ? `${wholeCount(left)} left` : `${wholeCount(at + 1)} of ${wholeCount(total)}`}</span>
          )}
          <span>{savedIn(list, sitting)} saved</span>
        </div>
      </header>
      {isOver ? (
        <DayEnd sitting={sitting} outcomes={outcomesOf(list, sitting)} total={total} />
      ) : (
        selectedId !== null && <Card key={selectedId} id={selectedId} />
      )}
      <Foot isOver={isOver} />
    </main>
  )
}

function useReadAhead(list: PaperList | undefined, selectedId: PaperId | null): void {
  useEffect(() => {
    if (!list || selectedId === null) return
    wantDetail(selectedId)
    const at = indexIn(list.ids, selectedId)
    const ahead = list.ids.slice(at + 1, at + 4)
    wantRows(ahead)
    ahead.forEach(wantDetail)
  }, [list, selectedId])
}

function Card({ id }: { id: PaperId }) {
  const row = usePaperRow(id)
  const detail = useDetails(({ byId }) => byId.get(id))
  const more = useWindow((state) => state.more)
  const card = useMoreInSight(more)
  if (!row) return null
  const names = row.authors.slice(0, 3).join(', ') + (row.authorCount > 3 ? ` +${row.authorCount - 3}` : '')
  return (
    <article ref={card} className={style.card} aria-labelledby="triage-title" tabIndex={0} data-keys="scroll">
      <h1 id="triage-title" className={style.title}>
        <MathText text={row.title} />
      </h1>
      <p className={style.by}>
        {[names, row.organization].filter((part) => part !== null && part !== '').join(' · ')}
        {' · '}
        <span className={style.figure}>
          <VoteMark /> {row.votes}
        </span>
        {row.stars !== null && ` · ${shortCount(row.stars)} ${row.stars === 1 ? 'star' : 'stars'}`}
        {row.comments !== null && row.comments > 0 && ` · ${counted(row.comments, 'comment')}`} <StateLabel row={row} />
      </p>
      {detail ? <Abstract detail={detail} more={more} /> : <AbstractBones />}
    </article>
  )
}

/** Lines of what was read before that stay above what is new. */
const LINES_KEPT = 2

/** What "more" shows begins within sight, however small the window; less of it is the paper from its title on. */
function useMoreInSight(more: boolean): React.RefObject<HTMLElement | null> {
  const card = useRef<HTMLElement>(null)
  const was = useRef(more)
  useLayoutEffect(() => {
    const abstract = card.current?.querySelector<HTMLElement>('[data-abstract]')
    const isTurned = was.current !== more
    was.current = more
    if (!isTurned || !card.current || !abstract) return
    const { lineHeight, webkitLineClamp } = getComputedStyle(abstract)
    const line = parseFloat(lineHeight)
    const lines = Math.min(Number(webkitLineClamp), Math.round(abstract.clientHeight / line))
    const top = abstract.getBoundingClientRect().top - card.current.getBoundingClientRect().top + card.current.scrollTop
    card.current.scrollTop = more ? top + (lines - LINES_KEPT) * line : 0
  }, [more])
  return card
}

function Abstract({ detail, more }: { detail: PaperDetail; more: boolean }) {
  return (
    <>
      <div className={style.abstract} data-abstract data-more={more || undefined} lang="en">
        <MathText text={detail.abstract} />
      </div>
      {detail.keywords.length > 0 && (
        <p className={style.keywords}>
          Keywords, by a model:{' '}
          {detail.keywords.slice(0, more ? 20 : 6).map((keyword) => (
            <Tag key={keyword} name={keyword} />
          ))}
        </p>
      )}
      {more && detail.aiSummary !== null && (
        <aside className={style.summary}>
          <b>Summary, written by a model</b>
          <MathText text={detail.aiSummary} />
        </aside>
      )}
      {more && (
        <div className={style.links}>
          <Link action="paper.pdf" words="PDF" />
          {detail.codeUrl !== null && <Link action="paper.code" words="Code" />}
          {detail.projectUrl !== null && <Link action="paper.project" words="Project" />}
          <Link action="paper.web" words="Hugging Face" />
        </div>
      )}
      {/* last, and in this order: they come when the rest is read already */}
      <NearSaved id={detail.id} more={more} />
      {more && <Thumbnail id={detail.id} />}
    </>
  )
}

function Link({ action, words }: { action: ActionId; words: string }) {
  return (
    <button type="button" className={style.link} onClick={() => perform(action)}>
      {words}
    </button>
  )
}

function AbstractBones() {
  return (
    <div className={style.bones}>
      <AfterAMoment>
        {[94, 98, 91, 60].map((width) => (
          <Bone key={width} width={`${width}%`} height={17} />
        ))}
      </AfterAMoment>
    </div>
  )
}

const KEYS: readonly [ActionId, string, string][] = [
  ['paper.later', 'Later', 'later'],
  ['paper.shortlist', 'Shortlist', 'shortlist'],
  ['paper.archive', 'Archive', 'archive'],
  ['paper.dismiss', 'Dismiss', 'dismissed'],
  ['paper.snooze', 'Snooze', ''],
  ['list.next', 'Skip', ''],
  ['history.undo', 'Undo', ''],
  ['list.more', 'More', ''],
  ['view.back', 'Leave', ''],
]

function Foot({ isOver }: { isOver: boolean }) {
  const shown = isOver ? KEYS.filter(([action]) => action === 'history.undo' || action === 'view.back') : KEYS
  return (
    <footer className={style.foot}>
      {shown.map(([action, words, state]) => (
        <button key={action} type="button" className={style.deed} data-state={state} onClick={() => perform(action)}>
          <Key action={action} />
          <span>{words}</span>
        </button>
      ))}
    </footer>
  )
}

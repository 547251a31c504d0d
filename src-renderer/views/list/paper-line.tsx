// Owns one row of a list: everything a reader decides by.
import { Check, MessageSquare, Pencil, Rss, Star } from 'lucide-react'
import { memo, type MouseEvent } from 'react'
import type { Day } from '#domain/day.ts'
import { readingTimeOf } from '#domain/reading-time.ts'
import type { PaperState } from '#domain/marks.ts'
import type { PaperId, PaperRow } from '#domain/paper.ts'
import { usePaperRow } from '#renderer/state/papers.ts'
import { useSearch } from '#renderer/state/search.ts'
import { nowMs, useToday } from '#renderer/state/clock.ts'
import { fullDate } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { shortCount } from '#renderer/words/figures.ts'
import { basisOf, readingTime, waited } from '#renderer/words/reading-time.ts'
import { foundIn, passageTitle } from '#renderer/words/found-in.ts'
import { NoteExcerptLine } from '../notes/note-excerpt.tsx'
import { AfterAMoment, Bone } from '../pieces/notice.tsx'
import { SampleLabel, StateLabel, Tag } from '../pieces/marks.tsx'
import { Votes } from '../pieces/votes.tsx'
import { MathText } from '#renderer/text/math-text.tsx'
import style from './list.module.css'

interface LineProps {
  id: PaperId
  index: number
  count: number
  isSelected: boolean
  /** What a screen reader is told is selected: the marked papers where there are any. */
  isChosen: boolean
  isMarked: boolean
  isSearch: boolean
  /** In the notes a row shows what was written. */
  isNotes: boolean
  /** The state that all papers of the place have, which goes without saying. */
  placeState: PaperState | undefined
  gained: number | undefined
  /** It can be moved with the pointer. */
  isMovable: boolean
  onRow(event: MouseEvent, id: PaperId, index: number): void
}

export const PaperLine = memo(function PaperLine({
  id,
  index,
  count,
  isSelected,
  isChosen,
  isMarked,
  isSearch,
  isNotes,
  placeState,
  gained,
  isMovable,
  onRow,
}: LineProps) {
  const row = usePaperRow(id)
  const day = useToday()
  return (
    <div
      id={`row-${id}`}
      className={style.row}
      role="option"
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      data-selected={isSelected || undefined}
      data-marked={isMarked || undefined}
      data-read={row?.read || undefined}
      draggable={isMovable || undefined}
      onClick={(event) => onRow(event, id, index)}
    >
      {row ? (
        <Line row={row} isMarked={isMarked} isSearch={isSearch} isNotes={isNotes} placeState={placeState} gained={gained} day={day} />
      ) : (
        <EmptyLine />
      )}
    </div>
  )
})

/** What a row shows stays the same where only its place in the list is another one, as for all below a paper that leaves. */
const Line = memo(function Line({
  row,
  isMarked,
  isSearch,
  isNotes,
  placeState,
  gained,
}: { row: PaperRow } & Pick<LineProps, 'isMarked' | 'isSearch' | 'isNotes' | 'placeState' | 'gained'> & { day: Day }) {
  return (
    <>
      <div className={style.title}>
        {isMarked && <Check className={style.check} size={14} strokeWidth={3} aria-label="Selected" />}
        {isSearch ? <FoundTitle id={row.id} title={row.title} /> : <MathText text={row.title} />}
      </div>
      <div className={style.authors}>{isSearch ? <FoundNames row={row} /> : authorLine(row)}</div>
      {isSearch && <Snippet id={row.id} />}
      {isNotes && <NoteExcerptLine id={row.id} />}
      <div className={style.marks}>
        <Votes votes={row.votes} gained={gained} />
        {row.comments !== null && (
          <span title={counted(row.comments, 'comment')}>
            <MessageSquare size={12} strokeWidth={2} aria-hidden="true" />
            {shortCount(row.comments)}
            <span className={style.spoken}>{row.comments === 1 ? ' comment' : ' comments'}</span>
          </span>
        )}
        {row.stars !== null && (
          <span title={`${counted(row.stars, 'star')} on GitHub`}>
            <Star size={12} strokeWidth={2} aria-hidden="true" />
            {shortCount(row.stars)}
            <span className={style.spoken}>{row.stars === 1 ? ' star' : ' stars'}</span>
          </span>
        )}
        {row.sample && <SampleLabel />}
        {row.follows.length > 0 && (
          <span className={style.followed} title={`You follow ${row.follows.join(', ')}`}>
            <Rss size={12} strokeWidth={2} aria-hidden="true" />
            <span className={style.spoken}>You follow </span>
            {row.follows[0]}
            {row.follows.length > 1 && ` +${row.follows.length - 1}`}
          </span>
        )}
        <span className={style.tags}>
          {row.tags.slice(0, MOST_TAGS).map((tag) => (
            <Tag key={tag} name={tag} />
          ))}
          {row.tags.length > MOST_TAGS && <span>+{row.tags.length - MOST_TAGS}</span>}
        </span>
        <span className={style.right}>
          {isSearch && <Why id={row.id} />}
          {(placeState === 'later' || placeState === 'shortlist') && <Waiting row={row} />}
          {row.hasNote && !isNotes && (
            <span>
              <Pencil size={12} strokeWidth={2} aria-hidden="true" />
              note
            </span>
          )}
          {row.state !== placeState && <StateLabel row={row} />}
          {row.offlineReady && <span className={style.offline} role="img" aria-label="on disk" title="On disk" />}
        </span>
      </div>
    </>
  )
})

/** How long it waits, and how long it takes where that is known. */
function Waiting({ row }: { row: PaperRow }) {
  const time = readingTimeOf(row)
  return (
    <>
      {time !== null && <span title={basisOf(time)}>≈ {readingTime(time.minutes)}</span>}
      {row.savedAtMs !== null && (
        <span title={`In the reading list since ${fullDate(row.savedAtMs)}`}>{waited(row.savedAtMs, nowMs())}</span>
      )}
    </>
  )
}

const MOST_TAGS = 3

function authorLine(row: PaperRow): string {
  const more = row.authorCount - row.authors.length
  const names = row.authors.join(', ') + (more > 0 ? ` +${more}` : '')
  return [names, row.organization].filter((part) => part !== null && part !== '').join(' · ')
}

function FoundTitle({ id, title }: { id: PaperId; title: string }) {
  const hit = useSearch((search) => search.hits.get(id))
  return hit && hit.title.marks.length > 0 ? <MathText text={hit.title.text} marks={hit.title.marks} /> : <MathText text={title} />
}

function FoundNames({ row }: { row: PaperRow }) {
  const names = useSearch((search) => search.hits.get(row.id)?.authors)
  return names ? <MathText text={names.text} marks={names.marks} /> : authorLine(row)
}

/** Seen on the row that is selected or under the pointer, heard on every row. */
function Why({ id }: { id: PaperId }) {
  const fields = useSearch((search) => search.hits.get(id)?.fields)
  return fields && fields.length > 0 ? <span className={style.why}>in {foundIn(fields)}</span> : null
}

function Snippet({ id }: { id: PaperId }) {
  const hit = useSearch((search) => search.hits.get(id))
  if (!hit || hit.snippet.text === '') return null
  return (
    <div className={style.snippet}>
      {hit.snippetOf !== 'abstract' && <b className={style.snippetOf}>{passageTitle(hit.snippetOf)} </b>}
      <MathText text={hit.snippet.text} marks={hit.snippet.marks} />
    </div>
  )
}

function EmptyLine() {
  return (
    <div className={style.bones}>
      <AfterAMoment>
        <Bone width="82%" height={14} />
        <Bone width="46%" />
        <Bone width="22%" />
      </AfterAMoment>
    </div>
  )
}

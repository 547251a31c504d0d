// Owns All annotations: every mark of the library, narrowed by words, tag, kind, colour, role and day, opened in its place.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { annotationColours } from '#domain/annotation.ts'
import { moveInAllMarks, openSelectedMark } from '#renderer/actions/all-marks.ts'
import { client } from '#renderer/app/client.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { type ListedMark, loadAllMarks, NO_ALL_MARKS_FILTER, useAllMarks } from '#renderer/state/all-marks.ts'
import { readAt } from '#renderer/words/days.ts'
import { KIND_TITLES, ROLE_TITLES } from '#renderer/words/mark-filter.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { AfterAMoment, Bone, FailureNotice, Notice } from '../pieces/notice.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import page from '../pieces/page.module.css'
import { AreaPicture } from '../reader/area-picture.tsx'
import { AnnotationsFilter } from './annotations-filter.tsx'
import style from './annotations.module.css'

export function AnnotationsView() {
  const marks = useAllMarks((all) => all.marks)
  const failure = useAllMarks((all) => all.failure)
  useEffect(() => {
    void loadAllMarks()
    return client.on('changed', ({ topics }) => void (topics.includes('annotations') && loadAllMarks()))
  }, [])
  return (
    <main className={`${page.page} ${style.place}`} aria-label="All annotations" onKeyDown={onKeyDown}>
      <PageHead title="All annotations" />
      <AnnotationsFilter />
      {failure ? (
        <FailureNotice failure={failure} retry={() => void loadAllMarks()} />
      ) : marks === null ? (
        <AfterAMoment>
          <div className={style.waiting}>
            <Bone width="70%" height={60} />
            <Bone width="60%" height={60} />
          </div>
        </AfterAMoment>
      ) : marks.length === 0 ? (
        <Empty />
      ) : (
        <Rows marks={marks} />
      )}
    </main>
  )
}

function Empty() {
  const isFiltered = useAllMarks(({ filter }) => JSON.stringify(filter) !== JSON.stringify(NO_ALL_MARKS_FILTER))
  if (!isFiltered) {
    return (
      <Notice title="Nothing is marked yet">
        Press <Key action="paper.pdf" /> to open a paper’s PDF, select words in it and press <Key action="reader.highlight" /> to keep them
        here.
      </Notice>
    )
  }
  const showAll = (): void => {
    useAllMarks.setState({ filter: NO_ALL_MARKS_FILTER })
    void loadAllMarks()
  }
  return (
    <Notice title="No annotation fits" deeds={<Button onClick={showAll}>Show all</Button>}>
      Take off a filter, or look for fewer words.
    </Notice>
  )
}

const USUAL_HEIGHT = 96
const STEPS: Readonly<Record<string, number>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -1_000_000,
  End: 1_000_000,
}

/** From the heading, which has the focus when the place is opened, as from the list. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return
  if (event.target instanceof Element && event.target.closest('input, select, button')) return
  const step = STEPS[event.key]
  if (step !== undefined) moveInAllMarks(step)
  else if (event.key === 'Enter' || event.key === 'o') openSelectedMark()
  else return
  document.querySelector<HTMLElement>('[data-marks-list]')?.focus({ preventScroll: true })
  event.preventDefault()
  event.stopPropagation()
}

function Rows({ marks }: { marks: readonly ListedMark[] }) {
  const selected = useAllMarks((all) => all.selected)
  const total = useAllMarks((all) => all.total)
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: marks.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => marks[index]?.annotation.id ?? index,
    overscan: 6,
  })
  const at = marks.findIndex(({ annotation }) => annotation.id === selected)
  const reveal = useEffectEvent(() => at >= 0 && rows.scrollToIndex(at, { align: 'auto' }))
  useEffect(() => void reveal(), [selected])
  const last = rows.range?.endIndex ?? 0
  useEffect(() => {
    if (last >= marks.length - 1 && marks.length < total) void loadAllMarks({ more: true })
  }, [last, marks.length, total])
  return (
    <div
      ref={scroll}
      className={style.rows}
      role="listbox"
      aria-label="All annotations"
      aria-activedescendant={at >= 0 ? `mark-${selected ?? ''}` : undefined}
      tabIndex={0}
      data-list
      data-marks-list
    >
      <div style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const mark = marks[index]
          return (
            mark && (
              <div
                key={key}
                ref={rows.measureElement}
                id={`mark-${mark.annotation.id}`}
                data-index={index}
                role="option"
                aria-selected={mark.annotation.id === selected}
                aria-setsize={total}
                aria-posinset={index + 1}
                className={style.row}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => {
                  useAllMarks.setState({ selected: mark.annotation.id })
                  openSelectedMark()
                }}
              >
                <MarkLine mark={mark} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

function MarkLine({ mark: { annotation, paperTitle } }: { mark: ListedMark }) {
  const { author, kind, role, tags, text, comment, pageLabel, createdAtMs, colour } = annotation
  return (
    <div className={style.mark} style={{ borderColor: annotationColours[colour] }}>
      {text !== '' && <p className={style.text}>{text}</p>}
      {kind === 'area' && <AreaPicture id={annotation.id} text={text} />}
      {comment !== '' && (
        <p className={style.comment}>
          <MathText text={comment} />
        </p>
      )}
      <p className={style.facts}>
        <span className={style.title}>{paperTitle === null ? 'A PDF without a paper' : <MathText text={paperTitle} />}</span>
        <span>
          page {pageLabel} · {KIND_TITLES[kind]}
          {role !== null && ` · ${ROLE_TITLES[role]}`}
          {author !== null && ` · by ${author}`}
          {tags.map((tag) => ` #${tag}`).join('')} · {readAt(createdAtMs, nowMs())}
        </span>
      </p>
    </div>
  )
}

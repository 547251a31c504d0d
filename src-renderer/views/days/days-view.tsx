// Owns the calendar of days: a year of months, each day with its papers and how much is decided; weeks and months open too.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import type { DaySummary } from '#contract/api.ts'
import { addDays, type Day, FIRST_FEED_DAY, isWeekend } from '#domain/day.ts'
import { go } from '#renderer/actions/go.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { longDay, monthTitle, weekTitle } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { WEEKDAYS, weeksOfMonth } from '#renderer/words/month-weeks.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { hiddenText } from '../pieces/marks.tsx'
import { Notice } from '../pieces/notice.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import page from '../pieces/page.module.css'
import style from './days.module.css'

export function DaysView() {
  const newestDay = useLibrary((library) => library.status?.newestDay ?? library.status?.feedDay ?? null)
  const [turned, setTurned] = useState<number | null>(null)
  const newestYear = Number(newestDay?.slice(0, 4))
  const firstYear = Number(FIRST_FEED_DAY.slice(0, 4))
  const year = turned ?? newestYear
  return (
    <main className={page.page} aria-label="Days" onKeyDown={enterByArrow}>
      <PageHead title="Days">
        <span className={style.years}>
          <Button aria-label="The year before" disabled={!(year > firstYear)} onClick={() => setTurned(year - 1)}>
            <ChevronLeft size={14} aria-hidden="true" />
          </Button>
          <span aria-live="polite">{Number.isNaN(year) ? '' : year}</span>
          <Button aria-label="The year after" disabled={!(year < newestYear)} onClick={() => setTurned(year + 1)}>
            <ChevronRight size={14} aria-hidden="true" />
          </Button>
        </span>
      </PageHead>
      <div className={page.scroll} tabIndex={0} role="region" aria-label="Calendar" data-keys="scroll">
        {newestDay === null || newestDay < FIRST_FEED_DAY ? (
          <Notice title="No days yet" deeds={<ActionButton action="sync.run" kind="main" />}>
            Sync to fetch the newest days; each stands here with how much of it is decided.
          </Notice>
        ) : (
          <Year key={year} year={year} newestDay={newestDay} />
        )}
      </div>
    </main>
  )
}

/** From the heading, which has the focus when the place is opened, an arrow leads to the day that Tab would. */
function enterByArrow(event: KeyboardEvent<HTMLElement>): void {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
  if (!isPlain || !event.key.startsWith('Arrow') || !(event.target instanceof HTMLHeadingElement)) return
  event.preventDefault()
  event.currentTarget.querySelector<HTMLElement>('[data-day][tabindex="0"]')?.focus()
}

/** Months of the first frame; the others follow when it is painted. */
const FIRST_MONTHS = 6

function Year({ year, newestDay }: { year: number; newestDay: Day }) {
  const summaries = useLibrary((library) => library.days)
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).filter(
    (month) => month <= newestDay.slice(0, 7) && month >= FIRST_FEED_DAY.slice(0, 7),
  )
  const count = useDeferredValue(months.length, FIRST_MONTHS)
  const shown = months.toReversed().slice(0, count)
  const lastDay = newestDay < `${year}-12-31` ? newestDay : `${year}-12-31`
  const [focused, setFocused] = useState<Day>(lastDay)
  const calendar = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7, PageDown: 28, PageUp: -28 }[event.key]
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    if (!(event.target instanceof HTMLElement) || event.target.dataset['day'] === undefined) return
    event.preventDefault()
    const next = addDays(event.target.dataset['day'], step)
    calendar.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }

  return (
    <div ref={calendar} className={style.months} onKeyDown={onKeyDown}>
      {shown.map((month) => (
        <section key={month} aria-label={monthTitle(month)}>
          <h2 className={style.month}>
            <button type="button" onClick={() => go({ kind: 'month', month })}>
              {monthTitle(month)}
            </button>
            <span>{monthWords(month, summaries)}</span>
          </h2>
          <div className={style.grid}>
            <div className={style.week} aria-hidden="true">
              <span />
              {WEEKDAYS.map((name) => (
                <span key={name} className={style.weekday}>
                  {name}
                </span>
              ))}
            </div>
            {weeksOfMonth(month).map(({ week, days }) => (
              <div key={week} className={style.week} role="group" aria-label={weekTitle(week)}>
                <button
                  type="button"
                  className={style.number}
                  aria-label={`Open ${weekTitle(week)}`}
                  onClick={() => go({ kind: 'week', week })}
                >
                  {Number(week.slice(6))}
                </button>
                {days.map((day, index) =>
                  day === null ? (
                    <span key={index} />
                  ) : (
                    <DayCell
                      key={day}
                      day={day}
                      summary={summaries.get(day)}
                      isFuture={day > newestDay}
                      isStop={day === focused}
                      onFocus={() => setFocused(day)}
                    />
                  ),
                )}
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

interface CellProps {
  day: Day
  summary: DaySummary | undefined
  isFuture: boolean
  /** The one day that Tab stops at; arrows lead to the others. */
  isStop: boolean
  onFocus(): void
}

function DayCell({ day, summary, isFuture, isStop, onFocus }: CellProps) {
  const papers = summary?.papers ?? 0
  const decided = papers === 0 ? 0 : Math.round(((summary?.decided ?? 0) / papers) * 100)
  const isMissing = summary === undefined && !isFuture && !isWeekend(day)
  const words =
    summary && papers > 0
      ? `${counted(papers, 'paper')}, ${summary.decided} decided, ${summary.saved} saved`
      : isMissing
        ? 'not fetched'
        : 'no papers'
  return (
    <button
      type="button"
      className={style.day}
      data-day={day}
      data-empty={papers === 0 || undefined}
      data-missing={isMissing || undefined}
      disabled={isFuture}
      tabIndex={isStop ? 0 : -1}
      title={words}
      onFocus={onFocus}
      onClick={() => go({ kind: 'day', day })}
    >
      <span className={hiddenText}>{`${longDay(day, '')}: ${words}`}</span>
      <span aria-hidden="true">{Number(day.slice(8))}</span>
      {papers > 0 && (
        <span className={style.papers} aria-hidden="true">
          {papers}
        </span>
      )}
      {papers > 0 && (
        <span className={style.bar} data-bar>
          <b style={{ width: `${decided}%` }} />
        </span>
      )}
    </button>
  )
}

function monthWords(month: string, summaries: ReadonlyMap<Day, DaySummary>): string {
  let papers = 0
  let decided = 0
  for (const [day, summary] of summaries) {
    if (!day.startsWith(month)) continue
    papers += summary.papers
    decided += summary.decided
  }
  return papers === 0 ? 'nothing stored' : `${counted(papers, 'paper')}, ${Math.round((decided / papers) * 100)} % decided`
}

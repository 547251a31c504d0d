// Owns the month's days: how much of each is decided, which one is open, one tab stop with arrow keys.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import type { DaySummary } from '#contract/api.ts'
import { addMonths, type Day, dayRange, FIRST_FEED_DAY, monthDays, monthOfDay, msOfDay } from '#domain/day.ts'
import { go } from '#renderer/actions/go.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { usePlace } from '#renderer/state/place.ts'
import { longDay, monthTitle } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { Tip } from '../pieces/tips.tsx'
import style from './sidebar.module.css'

const COLUMNS = 11

export function DayStrip() {
  const newestDay = useLibrary((library) => library.status?.newestDay ?? library.status?.feedDay ?? null)
  const openDay = usePlace(({ place }) => (place.kind === 'day' ? place.day : null))
  const openMonth = usePlace(({ place }) => (place.kind === 'month' ? place.month : null))
  const home = openMonth ?? (openDay ?? newestDay)?.slice(0, 7) ?? null
  // turned by hand until another day is opened
  const [turned, setTurned] = useState<{ home: string | null; month: string } | null>(null)
  const month = turned && turned.home === home ? turned.month : home
  const setMonth = (next: string): void => setTurned({ home, month: next })
  if (month === null || newestDay === null) return null
  const title = month < monthOfDay(FIRST_FEED_DAY) || newestDay < FIRST_FEED_DAY ? 'Sample days' : monthTitle(month)
  const isLast = month >= monthOfDay(newestDay)
  return (
    <section aria-label="Days">
      <div className={style.monthHead}>
        <Tip text={`Open ${title}`}>
          <button type="button" className={style.month} onClick={() => go({ kind: 'month', month })}>
            {title}
          </button>
        </Tip>
        <Tip text="The month before">
          <button type="button" className={style.turn} aria-label="The month before" onClick={() => setMonth(addMonths(month, -1))}>
            <ChevronLeft size={14} aria-hidden="true" />
          </button>
        </Tip>
        <Tip text="The month after">
          <button
            type="button"
            className={style.turn}
            aria-label="The month after"
            disabled={isLast}
            onClick={() => setMonth(addMonths(month, 1))}
          >
            <ChevronRight size={14} aria-hidden="true" />
          </button>
        </Tip>
      </div>
      <Days month={month} openDay={openDay} newestDay={newestDay} />
    </section>
  )
}

function Days({ month, openDay, newestDay }: { month: string; openDay: Day | null; newestDay: Day }) {
  const summaries = useLibrary((library) => library.days)
  const days = useMemo(() => {
    const { first, last } = monthDays(month)
    return dayRange(first, last)
  }, [month])
  const focusable = days.includes(openDay ?? '') ? openDay : (days.findLast((day) => summaries.has(day)) ?? days[0])
  const [focused, setFocused] = useState<Day | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const current = focused !== null && days.includes(focused) ? focused : focusable

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS, Home: -days.length, End: days.length }[event.key]
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const index = days.indexOf(current ?? '')
    const next = days[Math.max(0, Math.min(days.length - 1, index + step))]
    if (next === undefined) return
    setFocused(next)
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }

  return (
    <div ref={grid} className={style.strip} role="group" aria-label={`Days of ${monthTitle(month)}`} onKeyDown={onKeyDown}>
      {days.map((day) => (
        <DayCell
          key={day}
          day={day}
          summary={summaries.get(day)}
          newestDay={newestDay}
          isOpen={day === openDay}
          isStop={day === current}
          onFocus={setFocused}
        />
      ))}
    </div>
  )
}

interface CellProps {
  day: Day
  summary: DaySummary | undefined
  newestDay: Day
  isOpen: boolean
  /** Tab comes to it. */
  isStop: boolean
  onFocus(day: Day): void
}

/** A decision changes one of them. */
const DayCell = memo(function DayCell({ day, summary, newestDay, isOpen, isStop, onFocus }: CellProps) {
  const words = dayWords(day, summary, newestDay)
  return (
    <Tip text={words}>
      <button
        type="button"
        data-day={day}
        data-empty={(summary?.papers ?? 0) === 0 || undefined}
        aria-current={isOpen ? 'date' : undefined}
        aria-label={words}
        tabIndex={isStop ? 0 : -1}
        disabled={day > newestDay}
        style={{ '--decided': `${share(summary)}%` } as React.CSSProperties}
        onClick={() => go({ kind: 'day', day })}
        onFocus={() => onFocus(day)}
      />
    </Tip>
  )
})

function share(summary: DaySummary | undefined): number {
  return summary && summary.papers > 0 ? Math.round((summary.decided / summary.papers) * 100) : 0
}

function dayWords(day: Day, summary: DaySummary | undefined, newestDay: Day): string {
  const name = day < FIRST_FEED_DAY ? 'Sample day' : longDay(day, newestDay.slice(0, 4))
  if (!summary) return new Date(msOfDay(day)).getUTCDay() % 6 === 0 ? `${name}: weekend` : `${name}: not fetched`
  if (summary.papers === 0) return `${name}: no papers`
  return `${name}: ${counted(summary.papers, 'paper')}, ${summary.decided} decided`
}

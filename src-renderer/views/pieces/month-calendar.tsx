// Owns a month to pick a day from: one tab stop, arrows lead over the days and into the months beside.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { addDays, addMonths, type Day, monthDays, monthOfDay } from '#domain/day.ts'
import { longDay, monthTitle } from '#renderer/words/days.ts'
import { WEEKDAYS, weeksOfMonth } from '#renderer/words/month-weeks.ts'
import style from './month-calendar.module.css'

interface MonthCalendarProps {
  /** The day that is looked at; its month is shown. */
  day: Day
  /** The day that is chosen so far. */
  picked: Day | null
  first: Day
  onLook(day: Day): void
  onPick(day: Day): void
}

export function MonthCalendar({ day, picked, first, onLook, onPick }: MonthCalendarProps) {
  const grid = useRef<HTMLDivElement>(null)
  const movedByKey = useRef(false)
  const month = monthOfDay(day)
  useEffect(() => {
    if (movedByKey.current) grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
    movedByKey.current = false
  }, [day])
  const look = (next: Day): void => onLook(next < first ? first : next)

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = dayByKey(event.key, day)
    if (next === null || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    movedByKey.current = true
    look(next)
  }

  return (
    <div className={style.calendar}>
      <div className={style.head}>
        <span aria-live="polite">{monthTitle(month)}</span>
        <button
          type="button"
          aria-label="The month before"
          disabled={month <= monthOfDay(first)}
          onClick={() => look(inMonth(day, addMonths(month, -1)))}
        >
          <ChevronLeft size={14} aria-hidden="true" />
        </button>
        <button type="button" aria-label="The month after" onClick={() => look(inMonth(day, addMonths(month, 1)))}>
          <ChevronRight size={14} aria-hidden="true" />
        </button>
      </div>
      <div ref={grid} role="group" aria-label={`Days of ${monthTitle(month)}`} className={style.days} onKeyDown={onKeyDown}>
        {WEEKDAYS.map((name) => (
          <span key={name} className={style.weekday} aria-hidden="true">
            {name}
          </span>
        ))}
        {weeksOfMonth(month).flatMap(({ week, days }) =>
          days.map((one, index) =>
            one === null ? (
              <span key={`${week} ${index}`} />
            ) : (
              <button
                key={one}
                type="button"
                data-day={one}
                aria-label={longDay(one, '')}
                aria-pressed={one === picked}
                tabIndex={one === day ? 0 : -1}
                disabled={one < first}
                onClick={() => onPick(one)}
              >
                {Number(one.slice(8))}
              </button>
            ),
          ),
        )}
      </div>
    </div>
  )
}

function dayByKey(key: string, day: Day): Day | null {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[key]
  if (step !== undefined) return addDays(day, step)
  if (key === 'PageDown') return inMonth(day, addMonths(monthOfDay(day), 1))
  return key === 'PageUp' ? inMonth(day, addMonths(monthOfDay(day), -1)) : null
}

/** The same day of another month, or its last. */
function inMonth(day: Day, month: string): Day {
  const { last } = monthDays(month)
  const same = `${month}-${day.slice(8)}`
  return same > last ? last : same
}

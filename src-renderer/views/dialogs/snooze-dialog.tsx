// Owns the choice of a day to snooze until: by number, in words, or from a month.
import { Dialog } from '@base-ui/react/dialog'
import { type KeyboardEvent, useRef, useState } from 'react'
import { comingDay } from '#domain/coming-day.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import { snooze } from '#renderer/actions/decide.ts'
import { today } from '#renderer/state/clock.ts'
import { papers } from '#renderer/state/papers.ts'
import { openDialog } from '#renderer/state/window.ts'
import { longDay } from '#renderer/words/days.ts'
import { Button } from '../pieces/button.tsx'
import { Keys } from '../pieces/key.tsx'
import { MonthCalendar } from '../pieces/month-calendar.tsx'
import style from './dialogs.module.css'

const CHOICES = ['Tomorrow', 'Monday', 'In a week', 'In two weeks', 'In a month'] as const

/** From one choice to the next, around at the ends; in the month the arrows are its own. */
function step(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-choices] > button')]
  const at = buttons.findIndex((button) => button === event.target)
  if (at < 0) return
  event.preventDefault()
  buttons.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % buttons.length)?.focus()
}

export function SnoozeDialog({ ids }: { ids: PaperId[] }) {
  const now = today()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const meant = comingDay(typed, now)
  const until = ids.length === 1 ? papers.get(ids[0] ?? '')?.snoozedUntil : null
  const picked = meant ?? until ?? null
  const [looked, setLooked] = useState(picked ?? addDays(now, 1))
  // the same days as for the same words in the field
  const choices = CHOICES.map((words) => [words, comingDay(words, now) ?? addDays(now, 1)] as const)
  const isSnoozed = ids.some((id) => papers.get(id)?.snoozedUntil != null)
  const choose = (day: Day | null): void => {
    openDialog(null)
    snooze(ids, day)
  }
  const type = (text: string): void => {
    setTyped(text)
    const day = comingDay(text, now)
    if (day !== null) setLooked(day)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    const choice = choices[Number(event.key) - 1]
    if (choice) choose(choice[1])
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event)
    // a letter is the beginning of a day in words: it goes into the field
    else if (/^\p{L}$/u.test(event.key)) field.current?.focus()
  }
  return (
    <div className={style.snooze} onKeyDown={onKeyDown}>
      <Dialog.Title className={style.title}>Snooze until</Dialog.Title>
      <div className={style.snoozeChoices} data-choices>
        {choices.map(([words, day], index) => (
          <button
            key={words}
            type="button"
            className={style.choice}
            data-first-focus={index === 0 || undefined}
            onClick={() => choose(day)}
          >
            <Keys spec={String(index + 1)} />
            <span>{words}</span>
            <span className={style.quiet}>{longDay(day, now.slice(0, 4))}</span>
          </button>
        ))}
        {isSnoozed && (
          <button type="button" className={style.choice} onClick={() => choose(null)}>
            <span>Bring back now</span>
          </button>
        )}
      </div>
      <MonthCalendar day={looked} picked={picked} first={addDays(now, 1)} onLook={setLooked} onPick={choose} />
      <form
        className={style.pick}
        onSubmit={(event) => {
          event.preventDefault()
          if (meant !== null) choose(meant)
        }}
      >
        <label>
          Another day, in words
          <input
            ref={field}
            type="text"
            value={typed}
            placeholder="friday, in 10 days, dec 3"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="snooze-meant"
            onChange={(event) => type(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={meant === null}>
          Snooze
        </Button>
        <span id="snooze-meant" className={style.meant} role="status">
          {typed.trim() === '' ? '' : meant === null ? 'No day after today that Dogear knows.' : longDay(meant, now.slice(0, 4))}
        </span>
      </form>
    </div>
  )
}

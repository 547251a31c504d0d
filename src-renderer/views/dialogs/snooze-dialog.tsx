// Owns the choice of a day to snooze until.
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { addDays, type Day, isDay } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import { snooze } from '#renderer/actions/decide.ts'
import { today } from '#renderer/state/clock.ts'
import { papers } from '#renderer/state/papers.ts'
import { openDialog } from '#renderer/state/window.ts'
import { longDay, nextMonday } from '#renderer/words/days.ts'
import { Button } from '../pieces/button.tsx'
import { Keys } from '../pieces/key.tsx'
import style from './dialogs.module.css'

export function SnoozeDialog({ ids }: { ids: PaperId[] }) {
  const now = today()
  const [picked, setPicked] = useState(addDays(now, 14))
  const choices: readonly [string, Day][] = [
    ['Tomorrow', addDays(now, 1)],
    ['Monday', nextMonday(now)],
    ['In a week', addDays(now, 7)],
    ['In two weeks', addDays(now, 14)],
    ['In a month', addDays(now, 30)],
  ]
  const isSnoozed = ids.some((id) => papers.get(id)?.snoozedUntil != null)
  const choose = (until: Day | null): void => {
    openDialog(null)
    snooze(ids, until)
  }
  const isFuture = isDay(picked) && picked > now
  return (
    <div
      className={style.choices}
      onKeyDown={(event) => {
        const choice = choices[Number(event.key) - 1]
        if (choice && !(event.target instanceof HTMLInputElement)) choose(choice[1])
      }}
    >
      <Dialog.Title className={style.title}>Snooze until</Dialog.Title>
      {choices.map(([words, day], index) => (
        <button key={words} type="button" className={style.choice} onClick={() => choose(day)}>
          <Keys spec={String(index + 1)} />
          <span>{words}</span>
          <span className={style.quiet}>{longDay(day, now.slice(0, 4))}</span>
        </button>
      ))}
      <form
        className={style.pick}
        onSubmit={(event) => {
          event.preventDefault()
          if (isFuture) choose(picked)
        }}
      >
        <label>
          Another day
          <input type="date" min={addDays(now, 1)} value={picked} onChange={(event) => setPicked(event.target.value)} />
        </label>
        <Button type="submit" disabled={!isFuture}>
          Snooze
        </Button>
      </form>
      {isSnoozed && (
        <button type="button" className={style.choice} onClick={() => choose(null)}>
          <span>Bring back now</span>
        </button>
      )}
    </div>
  )
}

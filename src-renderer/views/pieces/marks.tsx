// Owns how a paper's state, tags and sample label are written.
import { STATE_TITLES } from '#domain/marks.ts'
import type { PaperRow } from '#domain/paper.ts'
import { today } from '#renderer/state/clock.ts'
import { untilDay } from '#renderer/words/days.ts'
import { isAway } from '#renderer/words/places.ts'
import style from './pieces.module.css'

export function StateLabel({ row }: { row: Pick<PaperRow, 'state' | 'snoozedUntil'> }) {
  const day = today()
  if (isAway(row, day) && row.snoozedUntil !== null) return <span className={style.state}>until {untilDay(row.snoozedUntil, day)}</span>
  if (row.state === 'inbox') return null
  return (
    <span className={style.state} data-state={row.state}>
      {STATE_TITLES[row.state]}
    </span>
  )
}

export function Tag({ name }: { name: string }) {
  return <span className={style.tag}>{name}</span>
}

export function SampleLabel() {
  return <span className={style.sample}>Sample</span>
}

export const hiddenText = style.hidden ?? ''

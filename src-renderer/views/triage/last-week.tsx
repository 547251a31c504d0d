// Owns the small chart at the end of a day: today beside the seven days before.
import { useEffect } from 'react'
import type { InsightDay } from '#contract/insights.ts'
import { addDays, type Day } from '#domain/day.ts'
import { loadInsights, useInsights } from '#renderer/state/insights.ts'
import { longDay } from '#renderer/words/days.ts'
import style from './triage.module.css'

const BEFORE = 7
const WIDTH = 30
const GAP = 12
const HEIGHT = 64
const FOOT = 16

export function LastWeek() {
  const insights = useInsights((state) => state.insights)
  useEffect(() => void loadInsights(), [])
  if (!insights) return null
  const days = Array.from({ length: BEFORE + 1 }, (_, index) => ofDay(insights.days, addDays(insights.to, index - BEFORE)))
  const today = days.at(-1)
  const before = days.slice(0, -1).filter(({ decided }) => decided > 0)
  if (!today || before.length === 0) return null
  const most = Math.max(1, ...days.map(({ decided }) => decided))
  const mean = (of: 'decided' | 'kept' | 'minutes'): number => before.reduce((sum, day) => sum + day[of], 0) / before.length
  const width = days.length * (WIDTH + GAP) - GAP
  const words = `On the days of the week before: ${Math.round(mean('decided'))} decided, ${Math.round(mean('kept'))} saved, ${Math.round(mean('minutes'))} min.`
  return (
    <figure className={style.week}>
      <svg viewBox={`0 0 ${width} ${HEIGHT + FOOT}`} width={width} role="img" aria-label={`Today ${today.decided} decided. ${words}`}>
        {days.map((day, index) => {
          const height = (day.decided / most) * HEIGHT
          const kept = (Math.min(day.kept, day.decided) / most) * HEIGHT
          const x = index * (WIDTH + GAP)
          return (
            <g key={day.day} opacity={day === today ? 1 : 0.55}>
              <title>{`${longDay(day.day, '')}: ${day.decided} decided, ${day.kept} saved, ${Math.round(day.minutes)} min`}</title>
              <rect x={x} y={HEIGHT - 1} width={WIDTH} height={1} fill="var(--line)" />
              <rect x={x} y={HEIGHT - height} width={WIDTH} height={height} rx={2} fill="var(--accent)" fillOpacity={0.4} />
              <rect x={x} y={HEIGHT - kept} width={WIDTH} height={kept} rx={2} fill="var(--accent)" />
              <text x={x + WIDTH / 2} y={HEIGHT + 13} fontSize={10} textAnchor="middle" fill="var(--muted)">
                {day === today ? 'Today' : longDay(day.day, '').slice(0, 3)}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  )
}

function ofDay(days: readonly InsightDay[], day: Day): InsightDay {
  return days.find((one) => one.day === day) ?? { day, decided: 0, kept: 0, minutes: 0, written: 0 }
}

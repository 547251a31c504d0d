// Owns the charts of Insights: SVG with tokens for colours and a sentence for those who don't see them.
import type { InsightDay, NameCount } from '#contract/insights.ts'
import { addDays, type Day, monthOfDay } from '#domain/day.ts'
import { longDay, monthTitle, weekTitle } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import type { InsightWeek } from '#renderer/words/insights.ts'

const CELL = 11
const STEP = 14
const LEFT = 44
const TOP = 16
const LEVELS = 4

/** A column a week, Monday on top; the stronger the colour, the more was done. */
export function ReadingCalendar({ weeks, days, to }: { weeks: readonly InsightWeek[]; days: readonly InsightDay[]; to: Day }) {
  const byDay = new Map(days.map((day) => [day.day, day]))
  const deeds = days.map(deedsOf).sort((a, b) => a - b)
  const level = (count: number): number => {
    // by rank, so that one day of thousands leaves the others their shades
    const below = deeds.filter((other) => other < count).length
    return 1 + Math.min(LEVELS - 1, Math.floor((below / Math.max(1, deeds.length)) * LEVELS))
  }
  const width = LEFT + weeks.length * STEP
  return (
    <svg
      viewBox={`0 0 ${width} ${TOP + 7 * STEP}`}
      width={width}
      role="img"
      aria-label={`Reading calendar: something was done on ${counted(days.length, 'day')}`}
    >
      {['Mon', 'Wed', 'Fri'].map((name, index) => (
        <text key={name} x={0} y={TOP + index * 2 * STEP + 9} fontSize={10} fill="var(--muted)">
          {name}
        </text>
      ))}
      {monthLabels(weeks).map(({ title, column }) => (
        <text key={column} x={LEFT + column * STEP} y={10} fontSize={10} fill="var(--muted)">
          {title}
        </text>
      ))}
      {weeks.flatMap(({ first }, column) =>
        Array.from({ length: 7 }, (_, row) => addDays(first, row))
          .filter((day) => day <= to)
          .map((day, row) => {
            const done = byDay.get(day)
            return (
              <rect
                key={day}
                x={LEFT + column * STEP}
                y={TOP + row * STEP}
                width={CELL}
                height={CELL}
                rx={2}
                fill={done ? 'var(--accent)' : 'var(--chip)'}
                fillOpacity={done ? level(deedsOf(done)) / LEVELS : 1}
              >
                <title>{done ? `${longDay(day, '')}: ${deedWords(done)}` : `${longDay(day, '')}: nothing`}</title>
              </rect>
            )
          }),
      )}
    </svg>
  )
}

function deedsOf({ decided, kept, written }: InsightDay): number {
  return decided + kept + written
}

export function deedWords({ decided, kept, minutes, written }: InsightDay): string {
  return `${decided} decided, ${kept} kept, ${Math.round(minutes)} min, ${counted(written, 'note or mark', 'notes and marks')}`
}

function monthLabels(weeks: readonly InsightWeek[]): { title: string; column: number }[] {
  const starts = weeks.flatMap(({ first }, column) => {
    const before = weeks[column - 1]?.first
    return before !== undefined && monthOfDay(before) !== monthOfDay(first)
      ? [{ title: monthTitle(monthOfDay(first)).slice(0, 3), column }]
      : []
  })
  return starts.filter(({ column }) => column < weeks.length - 1)
}

const BARS = 120
const BAR_STEP = 26
const BAR = 18

/** A bar a week: decided, and of the same foot what was kept. */
export function WeekBars({ weeks }: { weeks: readonly InsightWeek[] }) {
  const most = Math.max(0, ...weeks.map(({ decided, kept }) => Math.max(decided, kept)))
  // papers are whole: the line in the middle stands at a number of them
  const top = Math.max(2, 2 * Math.ceil(most / 2))
  const height = (count: number): number => (count / top) * BARS
  const width = LEFT + weeks.length * BAR_STEP
  const decided = weeks.reduce((sum, week) => sum + week.decided, 0)
  const kept = weeks.reduce((sum, week) => sum + week.kept, 0)
  return (
    <svg
      viewBox={`0 0 ${width} ${TOP + BARS + 20}`}
      width={width}
      role="img"
      aria-label={`Papers a week: ${decided} decided and ${kept} kept in ${counted(weeks.length, 'week')}, at most ${most} in one`}
    >
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={LEFT} x2={width} y1={TOP + BARS * (1 - share)} y2={TOP + BARS * (1 - share)} stroke="var(--line)" />
          <text x={LEFT - 6} y={TOP + BARS * (1 - share) + 3} fontSize={10} textAnchor="end" fill="var(--muted)">
            {wholeCount(top * share)}
          </text>
        </g>
      ))}
      {weeks.map((week, index) => {
        const x = LEFT + index * BAR_STEP + 4
        return (
          <g key={week.week}>
            <title>{`${weekTitle(week.week)}: ${week.decided} decided, ${week.kept} kept, ${Math.round(week.minutes)} min`}</title>
            <rect x={x} y={TOP} width={BAR} height={BARS} fill="transparent" />
            <rect
              x={x}
              y={TOP + BARS - height(week.decided)}
              width={BAR}
              height={height(week.decided)}
              rx={2}
              fill="var(--accent)"
              fillOpacity={0.35}
            />
            <rect x={x} y={TOP + BARS - height(week.kept)} width={BAR} height={height(week.kept)} rx={2} fill="var(--accent)" />
            {index % 4 === 0 && (
              <text
                x={index === weeks.length - 1 ? x + BAR : x}
                y={TOP + BARS + 14}
                fontSize={10}
                textAnchor={index === weeks.length - 1 ? 'end' : 'start'}
                fill="var(--muted)"
              >
                {`${Number(week.first.slice(8))} ${monthTitle(monthOfDay(week.first)).slice(0, 3)}`}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

const NAME_WIDTH = 420
const ROW = 22
const BAR_LEFT = 230

/** Names and how many papers with them were kept. */
export function NameBars({ label, names }: { label: string; names: readonly NameCount[] }) {
  const most = Math.max(1, ...names.map(({ kept }) => kept))
  return (
    <svg
      viewBox={`0 0 ${NAME_WIDTH} ${names.length * ROW}`}
      width={NAME_WIDTH}
      role="img"
      aria-label={`${label}: ${names.map(({ name, kept }) => `${name} ${kept}`).join(', ')}`}
    >
      {names.map(({ name, kept }, index) => {
        const bar = (kept / most) * (NAME_WIDTH - BAR_LEFT - 36)
        return (
          <g key={name}>
            <title>{`${name}: ${counted(kept, 'paper')} kept`}</title>
            <text x={0} y={index * ROW + 14} fontSize={12} fill="var(--ink)">
              {cut(name)}
            </text>
            <rect x={BAR_LEFT} y={index * ROW + 5} width={bar} height={11} rx={2} fill="var(--accent)" />
            <text x={BAR_LEFT + bar + 6} y={index * ROW + 14} fontSize={11} fill="var(--muted)">
              {kept}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

const LONGEST_NAME = 34

function cut(name: string): string {
  const letters = [...name]
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name
}

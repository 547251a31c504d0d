// Owns how votes are shown: the count with its mark, and their history as a small line.
import type { MetricsAt } from '#domain/paper.ts'
import { counted } from '#domain/counted.ts'
import { shortCount } from '#renderer/words/figures.ts'

export function VoteMark({ size = 12 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" data-icon>
      <path d="M12 5l7 12H5z" fill="currentColor" />
    </svg>
  )
}

/** `gained`: since what the list goes by. */
export function Votes({ votes, gained }: { votes: number; gained?: number | undefined }) {
  const words = gained === undefined ? counted(votes, 'vote') : `${counted(votes, 'vote')}, ${gained} of them new`
  return (
    <span title={words} aria-label={words} role="img">
      <VoteMark />
      {shortCount(votes)}
      {gained !== undefined && <b>+{shortCount(gained)}</b>}
    </span>
  )
}

const WIDTH = 72
const HEIGHT = 16
const INSET = 2

/** The points of a line through (time, votes), in the box of 72 × 16; undefined where there is no line to draw. */
export function linePoints(history: readonly MetricsAt[]): string | undefined {
  const first = history[0]
  const last = history.at(-1)
  if (!first || !last || last.readAtMs <= first.readAtMs) return undefined
  const most = Math.max(...history.map((entry) => entry.votes))
  const least = Math.min(...history.map((entry) => entry.votes))
  const across = last.readAtMs - first.readAtMs
  return history
    .map(({ readAtMs, votes }) => {
      const x = ((readAtMs - first.readAtMs) / across) * WIDTH
      const y = most === least ? HEIGHT / 2 : HEIGHT - INSET - ((votes - least) / (most - least)) * (HEIGHT - 2 * INSET)
      return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`
    })
    .join(' ')
}

export function VotesLine({ history }: { history: readonly MetricsAt[] }) {
  const points = linePoints(history)
  const first = history[0]
  const last = history.at(-1)
  if (points === undefined || !first || !last) return null
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Votes went from ${first.votes} to ${last.votes}`}
    >
      <polyline points={points} fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}

const DAY_MS = 86_400_000

/** How many votes came since about a day before the last reading, or since the first one; null with one reading. */
export function votesSince(history: readonly MetricsAt[]): { votes: number; since: 'yesterday' | 'first read' } | null {
  const last = history.at(-1)
  const first = history[0]
  if (!last || !first || history.length < 2) return null
  const dayBefore = history.findLast((entry) => entry.readAtMs <= last.readAtMs - DAY_MS * 0.75)
  const base = dayBefore ?? first
  const isYesterday = dayBefore !== undefined && last.readAtMs - dayBefore.readAtMs <= DAY_MS * 1.75
  return { votes: last.votes - base.votes, since: isYesterday ? 'yesterday' : 'first read' }
}

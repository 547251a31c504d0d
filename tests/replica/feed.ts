// Owns which rows a question about the feed gets, and in what order.
import type { DaySource } from './day-source.ts'
import { isRecord, paperIdOf, paperOf } from './day-source.ts'

const DAYS_THAT_CAN_TREND = 40

interface DatedRow {
  day: string
  row: unknown
}

export function votesOf(row: unknown): number {
  const votes = paperOf(row)?.['upvotes']
  return typeof votes === 'number' && Number.isFinite(votes) ? votes : 0
}

function wasSubmittedBy(row: unknown, handle: string): boolean {
  const outer = isRecord(row) && isRecord(row['submittedBy']) ? row['submittedBy']['name'] : undefined
  const inner = paperOf(row)?.['submittedOnDailyBy']
  return outer === handle || (isRecord(inner) && inner['user'] === handle)
}

/**
 * A row as today's service gives it whenever it was recorded: rows from before 2025-03 lack the day they were in the
 * feed and who brought them. The recorded row itself is not changed.
 */
export function inTodaysShape(row: unknown, day: string): unknown {
  const paper = paperOf(row)
  if (!isRecord(row) || !paper || paper['submittedOnDailyAt'] !== undefined) return row
  const by = row['submittedBy']
  return {
    ...row,
    paper: {
      ...paper,
      submittedOnDailyAt: `${day}T00:00:00.000Z`,
      ...(isRecord(by) && paper['submittedOnDailyBy'] === undefined ? { submittedOnDailyBy: submitterOf(by) } : {}),
    },
  }
}

/** The handle is `name` outside and `user` inside. */
function submitterOf(by: Record<string, unknown>): Record<string, unknown> {
  const { _id, avatarUrl, isPro, fullname, name, type } = by
  return { _id, avatarUrl, isPro, fullname, user: name, type, name }
}

export interface Feed {
  /** As recorded: the order of the record, nothing added. */
  ofDay(day: string, submitter: string | undefined): Promise<unknown[]>
  /** Newest day first, then votes; both days included. `atLeast` stops the reading early. */
  between(first: string, last: string, submitter: string | undefined, atLeast?: number): Promise<unknown[]>
  trending(lastDay: string, submitter: string | undefined): Promise<unknown[]>
  /** The newest row of a paper up to a day. */
  rowOf(paperId: string, lastDay: string): Promise<DatedRow | undefined>
}

export function feedOf(source: DaySource, nowMs: () => number): Feed {
  async function datedRows(day: string, submitter: string | undefined): Promise<DatedRow[]> {
    const rows = (await source.rows(day, nowMs())) ?? []
    return rows.filter((row) => submitter === undefined || wasSubmittedBy(row, submitter)).map((row) => ({ day, row }))
  }

  return {
    async ofDay(day, submitter) {
      return (await datedRows(day, submitter)).map((one) => one.row)
    },

    async between(first, last, submitter, atLeast = Number.POSITIVE_INFINITY) {
      const found: unknown[] = []
      for (const day of source.days().toReversed()) {
        if (day < first || day > last) continue
        const rows = (await datedRows(day, submitter)).toSorted((a, b) => votesOf(b.row) - votesOf(a.row))
        found.push(...rows.map((one) => inTodaysShape(one.row, day)))
        if (found.length >= atLeast) break
      }
      return found
    },

    async trending(lastDay, submitter) {
      const days = source
        .days()
        .filter((day) => day <= lastDay)
        .slice(-DAYS_THAT_CAN_TREND)
      const scored: { score: number; row: unknown }[] = []
      const seen = new Set<unknown>()
      for (const [age, day] of days.toReversed().entries()) {
        for (const { row } of await datedRows(day, submitter)) {
          const id = paperIdOf(row)
          if (seen.has(id)) continue
          seen.add(id)
          // The real score is not known, only that it is not the order of votes.
          scored.push({ score: (votesOf(row) + 1) / (age + 2) ** 1.3, row: inTodaysShape(row, day) })
        }
      }
      return scored.toSorted((a, b) => b.score - a.score).map((one) => one.row)
    },

    async rowOf(paperId, lastDay) {
      for (const day of await source.daysHolding(paperId)) {
        if (day > lastDay) continue
        const row = (await source.rows(day, nowMs()))?.find((one) => paperIdOf(one) === paperId)
        if (row !== undefined) return { day, row }
      }
      return undefined
    },
  }
}

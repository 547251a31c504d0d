// Owns the call about what the reader did over the weeks: figures of their own library only.
import { z } from 'zod'
import { Day } from '#domain/day.ts'
import { query } from './define.ts'

export const InsightDay = z.object({
  /** The reader's own calendar day. */
  day: Day,
  /** Papers that were decided last on this day. */
  decided: z.number().int(),
  /** Papers first saved on this day. */
  kept: z.number().int(),
  /** Spent deciding: the pauses between decisions, long ones left out. */
  minutes: z.number(),
  /** Notes written last, and marks made, on this day. */
  written: z.number().int(),
})
export type InsightDay = z.infer<typeof InsightDay>

const NameCount = z.object({ name: z.string(), kept: z.number().int() })
export type NameCount = z.infer<typeof NameCount>

export const Insights = z.object({
  from: Day,
  to: Day,
  /** Only days with something, oldest first. */
  days: z.array(InsightDay),
  /** Of the papers first saved in these days, most first. */
  topics: z.array(NameCount),
  authors: z.array(NameCount),
  organizations: z.array(NameCount),
})
export type Insights = z.infer<typeof Insights>

export const insightCalls = {
  /** The last `weeks` weeks, Monday first, this one included. */
  'insights.get': query(z.object({ weeks: z.number().int().min(1).max(520).default(53) }), Insights),
} as const

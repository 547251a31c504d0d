// Owns the calls about the digest.
import { z } from 'zod'
import { Day } from '#domain/day.ts'
import { DigestChannel, DigestFileFormat, DigestKind } from '#domain/digest.ts'
import { command, query } from './define.ts'
import { Nothing } from './shapes.ts'

export const Delivery = z.object({
  id: z.number().int(),
  kind: DigestKind,
  day: Day,
  channel: DigestChannel,
  /** `handing`: with the server now. `unsure`: the program was stopped while it was. */
  state: z.enum(['waiting', 'handing', 'sent', 'failed', 'unsure', 'dropped']),
  attempts: z.number().int(),
  nextTryAtMs: z.number(),
  changedAtMs: z.number(),
  problem: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

export const digestCalls = {
  /** Today's digest as it would be made now, in every form; nothing is kept or sent. */
  'digest.preview': query(
    z.object({ kind: DigestKind.default('daily'), day: Day.optional() }),
    z.object({ subject: z.string(), papers: z.number().int(), html: z.string(), text: z.string(), markdown: z.string() }),
  ),
  /** Makes today's digest unless there is one, and sends what is due on every way that is switched on. */
  'digest.send': command(
    z.object({ kind: DigestKind.default('daily'), day: Day.optional() }),
    z.object({ made: z.boolean(), sentence: z.string(), deliveries: z.array(Delivery) }),
  ),
  /** Writes the digest as files into `folder` (absolute), beside what is scheduled. */
  'digest.write': command(
    z.object({
      kind: DigestKind.default('daily'),
      day: Day.optional(),
      folder: z.string().min(1).max(4096),
      formats: z.array(DigestFileFormat).min(1).max(3),
    }),
    z.object({ paths: z.array(z.string()) }),
  ),
  /** Sends a short mail by the settings that hold now; fails with the server's own words. */
  'digest.testMail': command(Nothing, z.object({ sentence: z.string() })),
  'digest.outbox': query(z.object({ limit: z.number().int().min(1).max(500).default(100) }), z.object({ deliveries: z.array(Delivery) })),
  /** Tries one again now, also one that may have arrived. Throws `not-found`. */
  'digest.retry': command(z.object({ id: z.number().int() }), Nothing),
  /** Lets one go that has not been sent. Throws `not-found`. */
  'digest.drop': command(z.object({ id: z.number().int() }), Nothing),
} as const

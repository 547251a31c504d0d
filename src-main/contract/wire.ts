// Owns the frames that travel between window, host and core: call, result, cancel, event.
import { z } from 'zod'
import { Failure } from '#domain/errors.ts'

/** Characters of one frame as JSON; a larger one is refused. */
export const MAX_FRAME_LENGTH = 32 * 1024 * 1024

export const CallFrame = z.object({ type: z.literal('call'), id: z.number().int(), name: z.string().max(64), input: z.unknown() })
export type CallFrame = z.infer<typeof CallFrame>
export const CancelFrame = z.object({ type: z.literal('cancel'), id: z.number().int() })
export const ClientFrame = z.discriminatedUnion('type', [CallFrame, CancelFrame])
export type ClientFrame = z.infer<typeof ClientFrame>

export const Outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: Failure }),
])
export type Outcome = z.infer<typeof Outcome>

export const ResultFrame = z.object({ type: z.literal('result'), id: z.number().int(), result: Outcome })
export type ResultFrame = z.infer<typeof ResultFrame>
export const EventFrameOnWire = z.object({ type: z.literal('event'), name: z.string(), data: z.unknown() })
/**
 * `up`: core answers; `down`: it went away and is being started again, with the sentence to show; `damaged`: the library can't be
 * opened and waits for the reader's choice, and only calls that the host answers are answered; `lost`: said by the wire itself, when
 * even the host is out of reach.
 */
export const HostFrame = z.object({
  type: z.literal('host'),
  core: z.enum(['up', 'down', 'damaged', 'lost']),
  sentence: z.string().nullable(),
})
export type HostFrame = z.infer<typeof HostFrame>
export const ServerFrame = z.discriminatedUnion('type', [ResultFrame, EventFrameOnWire, HostFrame])
export type ServerFrame = z.infer<typeof ServerFrame>

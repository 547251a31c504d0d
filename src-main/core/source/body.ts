// Owns reading one answer: chunk by chunk, within limits of size and silence.
import { DogearError } from '#domain/errors.ts'
import type { HttpResponse, Ports } from '../ports.ts'
import { untilAborted } from './abort.ts'

/** Milliseconds without a single byte. */
const SILENCE_MS = 30_000
/** Of a body that nobody wants, this much is read so that the connection can be used again. */
const UNWANTED_BYTES = 65_536

export interface AnswerHead {
  /** 200, or 206 where the rest of a file was asked for. */
  status: number
  header(name: string): string | null
}

/** Takes a body chunk by chunk, so that a large one is never held in memory. */
export interface Receiver<T> {
  write(chunk: Uint8Array): Promise<void>
  /** The body is complete. */
  end(): Promise<T>
  /** Always called last, also after `end` and after a failure. */
  close(): Promise<void>
}

export interface Watch {
  signal: AbortSignal
  alive(): void
  stop(): void
}

/** Aborts when nothing was heard for `SILENCE_MS`, or the whole takes longer than `wholeMs`. */
export function watchdog(clock: Ports['clock'], outer: AbortSignal, host: string, wholeMs: number): Watch {
  const tooSlow = new AbortController()
  const finished = new AbortController()
  const startedMs = clock.nowMs()
  let heardMs = startedMs
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = Math.min(heardMs + SILENCE_MS, startedMs + wholeMs) - clock.nowMs()
      if (left <= 0) return tooSlow.abort(new DogearError('upstream', `${host} did not answer in time.`, { retryable: true }))
      await clock.sleep(left, { signal: finished.signal })
    }
  }
  // ends by rejecting when the answer is complete: that is how a sleep is left early
  watch().catch(() => undefined)
  return {
    signal: AbortSignal.any([outer, tooSlow.signal]),
    alive: () => void (heardMs = clock.nowMs()),
    stop: () => finished.abort(new DogearError('cancelled', 'The answer is complete.')),
  }
}

interface BodyLimits {
  maxBytes: number
  watch: Watch
  onBytes(bytes: number): void
  host: string
}

export async function received<T>(
  response: HttpResponse,
  receiver: Receiver<T>,
  { maxBytes, watch, onBytes, host }: BodyLimits,
): Promise<T> {
  const tooLarge = (): DogearError =>
    new DogearError('upstream', `The answer of ${host} is larger than Dogear takes.`, { detail: `more than ${maxBytes} bytes` })
  const chunks = response.body[Symbol.asyncIterator]()
  let bytes = 0
  let isComplete = false
  try {
    if (Number(response.header('content-length') ?? 0) > maxBytes) throw tooLarge()
    for (;;) {
      const next = await untilAborted(chunks.next(), watch.signal)
      if (next.done === true) {
        isComplete = true
        return await receiver.end()
      }
      watch.alive()
      bytes += next.value.byteLength
      onBytes(bytes)
      if (bytes > maxBytes) throw tooLarge()
      await receiver.write(next.value)
    }
  } finally {
    // tells the adapter that the rest is not wanted; how that ends does not matter any more
    if (!isComplete) chunks.return?.().catch(() => undefined)
    await receiver.close()
  }
}

export function wholeText(): Receiver<void> & { decoded(): string } {
  const parts: Uint8Array[] = []
  const nothing = (): Promise<void> => Promise.resolve()
  return {
    write: (chunk) => {
      parts.push(chunk)
      return nothing()
    },
    end: nothing,
    close: nothing,
    decoded: () => new TextDecoder('utf-8').decode(joined(parts)),
  }
}

/** The parts one after the other, as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** Ends an answer whose body nobody wants: an unread one would keep its connection, and the next request waiting. */
export async function leaveBody(response: HttpResponse, watch: Watch): Promise<void> {
  const chunks = response.body[Symbol.asyncIterator]()
  let bytes = 0
  try {
    while (bytes < UNWANTED_BYTES) {
      const next = await untilAborted(chunks.next(), watch.signal)
      if (next.done === true) return
      bytes += next.value.byteLength
    }
    await chunks.return?.()
  } catch {
    // the status says all; how its body ends does not matter
  }
}

// Owns the closed list of error codes and the one shape every failure takes on its way to a person.
import { z } from 'zod'

export const ERROR_CODES = [
  'invalid-input',
  'not-found',
  'conflict',
  'busy',
  'read-only',
  'disk-full',
  'newer-database',
  'damaged-database',
  'failing-disk',
  'offline',
  'upstream',
  'rate-limited',
  'cancelled',
  'nothing-to-undo',
  'cannot-undo',
  'unsupported',
  'internal',
] as const

export const ErrorCode = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof ErrorCode>

/** A failure as data: `message` is a whole sentence for the reader that says what to do next. */
export const Failure = z.object({
  code: ErrorCode,
  message: z.string(),
  retryable: z.boolean(),
  /** For "copy details": a stack, a status line, a path. Never a note's text. */
  detail: z.string().optional(),
})
export type Failure = z.infer<typeof Failure>

/** An expected failure, thrown inside a layer and turned into a `Failure` at its edge. */
export class DogearError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly detail: string | undefined

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; detail?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DogearError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.detail = options.detail
  }
}

/** Turns anything thrown into a `Failure`; what is not a `DogearError` is a bug and becomes `internal`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof DogearError) {
    return {
      code: thrown.code,
      message: thrown.message,
      retryable: thrown.retryable,
      ...(thrown.detail === undefined ? {} : { detail: thrown.detail }),
    }
  }
  const detail =
    thrown instanceof SyntaxError ? whereOnly(thrown) : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return {
    code: 'internal',
    message: 'Something in Dogear went wrong. Your notes and marks are safe; copy the details to report it.',
    retryable: false,
    detail,
  }
}

/** The engine quotes what it could not parse, which may be a note; a log holds none of that. */
function whereOnly({ name, stack = '' }: Error): string {
  return [`${name} in a text that was read`, ...stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n')
}

// Owns what the number at the end of a command says.
import type { ErrorCode } from '#domain/errors.ts'

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  busy: 4,
  offline: 5,
  damaged: 6,
  notWritable: 7,
  stopped: 130,
} as const

export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'done'],
  [EXIT.failed, 'failed; the sentence says why'],
  [EXIT.usage, 'the command was not understood; nothing was done'],
  [EXIT.notFound, 'no such paper or file'],
  [EXIT.busy, 'another Dogear is writing this library'],
  [EXIT.offline, 'Hugging Face or arXiv could not be reached, or refused'],
  [EXIT.damaged, 'the library is damaged, or was written by a newer Dogear'],
  [EXIT.notWritable, 'the data folder can’t be written, or the disk is full or fails'],
  [EXIT.stopped, 'stopped by Ctrl+C'],
]

const BY_ERROR: Record<ErrorCode, number> = {
  'invalid-input': EXIT.usage,
  'not-found': EXIT.notFound,
  conflict: EXIT.failed,
  busy: EXIT.busy,
  'read-only': EXIT.notWritable,
  'disk-full': EXIT.notWritable,
  'newer-database': EXIT.damaged,
  'damaged-database': EXIT.damaged,
  'failing-disk': EXIT.notWritable,
  offline: EXIT.offline,
  upstream: EXIT.offline,
  'rate-limited': EXIT.offline,
  cancelled: EXIT.stopped,
  'nothing-to-undo': EXIT.failed,
  'cannot-undo': EXIT.failed,
  unsupported: EXIT.failed,
  internal: EXIT.failed,
}

export function exitCodeOf(code: ErrorCode): number {
  return BY_ERROR[code]
}

// Owns what a long work is given: what stops it, and whom it tells how far it is.
import type { CallName } from '#contract/api.ts'

export interface Waits {
  signal: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** For a call of this name, so that windows hear how far it is. */
export function telling(
  { progress }: { progress(call: string, done: number, total: number): void },
  call: CallName,
  { signal }: { signal: AbortSignal },
): Waits {
  return { signal, onProgress: (done, total) => progress(call, done, total) }
}

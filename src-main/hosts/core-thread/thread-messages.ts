// Owns what the core thread and the process around it say to each other.
import type { EventFrame } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import type { Failure } from '#domain/errors.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { CareTask } from './care-task.ts'
import type { OpenAppOptions } from './open-app.ts'

export interface ThreadData extends OpenAppOptions {
  /** Unless false, indexing and the schedule of syncs begin by themselves. */
  background?: boolean
  /** Instead of opening the library: do this to its files, answer `cared` and end. */
  care?: CareTask
}

export type ToThread =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'configure'; settings: CoreSettings }
  /** The key to the reader's secrets, base64; null where there is no keychain. */
  | { type: 'unlock'; key: string | null }
  | { type: 'beat' }
  | { type: 'close' }

export type FromThread =
  | { type: 'ready' }
  /** The library could not be opened; the thread ends after this. */
  | { type: 'refused'; failure: Failure }
  | { type: 'result'; id: number; result: Outcome }
  | { type: 'event'; frame: EventFrame }
  | { type: 'cared'; result: Outcome }
  /** Answers a `beat`: the thread is not stuck. */
  | { type: 'beat' }
  | { type: 'closed' }

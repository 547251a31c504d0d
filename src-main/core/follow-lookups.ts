// Owns marking the papers of what is followed: piece by piece behind the command, and to the end after a crash.
import type { Topic } from '#contract/api.ts'
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from './ports.ts'
import { lookForFollowed } from './storage/follow-rows.ts'
import type { Store } from './storage/store.ts'

export interface FollowLookups {
  /** Looks for what was not looked for yet; at once returns when it is at it already. */
  wake(): void
  /** Resolves when every paper of what is followed is marked, or the disk does not let it be. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface FollowLookupsParts {
  store: Store
  ports: Pick<Ports, 'log' | 'yieldTurn'>
  /** Any paper may be marked now. */
  changed(topics: Topic[], ids: PaperId[] | null): void
}

export function createFollowLookups({ store, ports, changed }: FollowLookupsParts): FollowLookups {
  let isClosing = false
  let isLooking = false
  let looking = Promise.resolve()

  const look = async (): Promise<void> => {
    let pieces = 0
    try {
      // the command that woke it is answered first
      await ports.yieldTurn()
      while (!isClosing && lookForFollowed(store)) {
        pieces += 1
        await ports.yieldTurn()
      }
    } catch (thrown) {
      // gone on with at the next change or start
      const { code, detail } = toFailure(thrown)
      ports.log({ level: 'error', event: 'papers of what is followed not marked', facts: { code, detail: detail ?? '' } })
    }
    isLooking = false
    if (pieces > 0 && !isClosing) changed(['library'], null)
  }

  return {
    wake: () => {
      if (isLooking || isClosing) return
      isLooking = true
      looking = look()
    },
    settled: () => looking,
    close: async () => {
      isClosing = true
      await looking
    },
  }
}

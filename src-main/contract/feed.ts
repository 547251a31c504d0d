// Owns the calls of the feed: following, looking again after a while, and the end of catching up.
import { z } from 'zod'
import { FollowKind } from '#domain/follow.ts'
import { command } from './define.ts'
import { Done, Ids, Nothing } from './shapes.ts'

export const feedCalls = {
  /** `text` is an author's name, an organization's handle or a keyword; `name` is what is shown where it differs. */
  'follow.add': command(
    z.object({ kind: FollowKind, text: z.string().trim().min(1).max(300), name: z.string().trim().min(1).max(300).optional() }),
    Done,
  ),
  'follow.remove': command(z.object({ kind: FollowKind, key: z.string().max(300) }), Done),
  /** The reader is here now. A pause of some hours begins a new visit; what rose is counted from the end of the one before. */
  'feed.looked': command(Nothing, z.object({ sinceMs: z.number() })),
  /** Archives these undecided papers and the near-duplicates that Catch up folded into them: one step of undo. */
  'feed.archiveRest': command(z.object({ ids: Ids }), Done),
} as const

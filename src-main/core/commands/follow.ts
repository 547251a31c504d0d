// Owns following: authors, organizations and keywords whose papers carry a mark.
import { DogearError } from '#domain/errors.ts'
import { type FollowKind, followKey } from '#domain/follow.ts'
import { foldWhitespace } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'

/** Throws `invalid-input` when nothing is left of `text` but punctuation. */
export function addFollow(
  context: CommandContext,
  { kind, text, name }: { kind: FollowKind; text: string; name?: string | undefined },
): Done {
  const key = followKey(kind, text)
  if (key === '') throw new DogearError('invalid-input', 'Type a name or a word to follow.')
  const shown = foldWhitespace(name ?? text)
  return runCommand(context, 'follow.add', (rows, nowMs) => {
    const known = rows.get('follows', kind, key)
    if (!known) rows.put('follows', { kind, key, name: shown, followed_at_ms: nowMs })
    return { sentence: `Following ${shown}.`, unchanged: `Already following ${shown}.` }
  })
}

export function removeFollow(context: CommandContext, { kind, key }: { kind: FollowKind; key: string }): Done {
  return runCommand(context, 'follow.remove', (rows) => {
    const known = rows.get('follows', kind, key)
    if (known) rows.remove('follows', kind, key)
    const name = String(known?.['name'] ?? key)
    return { sentence: `No longer following ${name}.`, unchanged: `${name} was not followed.` }
  })
}

// Owns which function answers which call about notes.
import type { noteCalls } from '#contract/notes.ts'
import type { CommandContext } from '../command.ts'
import { saveNote } from '../commands/notes.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { backlinks, getNote, namedPapers, noteExcerpts, resolveLinks } from '../queries/notes.ts'

export function noteHandlers({ store, ports, changed }: HandlerParts): Pick<Handlers, keyof typeof noteCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  return {
    'notes.get': ({ id }) => ({ note: getNote(store, id) }),
    'notes.excerpts': (input) => ({ excerpts: noteExcerpts(store, input) }),
    'notes.resolve': ({ targets }) => ({ links: resolveLinks(store, targets) }),
    'notes.backlinks': ({ id }) => ({ links: backlinks(store, id) }),
    'papers.named': (input) => ({ papers: namedPapers(store, input) }),
    'notes.save': (input) => saveNote(context, input),
  }
}

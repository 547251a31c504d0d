// Owns the calls about tags: on papers, and of the words themselves. Each command is one step of undo.
import { z } from 'zod'
import { TagColour, TagCount, TagName } from '#domain/tag.ts'
import { command, query } from './define.ts'
import { Done, Ids, Nothing } from './shapes.ts'

export const tagCalls = {
  /** Every tag that a paper has, by name. Read apart from the library's status: there may be thousands, and few things change them. */
  'tags.list': query(Nothing, z.object({ tags: z.array(TagCount) })),
  'tags.add': command(z.object({ ids: Ids, names: z.array(TagName).min(1).max(50) }), Done),
  'tags.remove': command(z.object({ ids: Ids, names: z.array(TagName).min(1).max(50) }), Done),
  /** Gives a tag another name; where the new name is another tag already, the two become that one. */
  'tags.rename': command(z.object({ name: TagName, to: TagName }), Done),
  'tags.colour': command(z.object({ name: TagName, colour: TagColour.nullable() }), Done),
  /** Takes a tag off every paper. */
  'tags.delete': command(z.object({ name: TagName }), Done),
} as const

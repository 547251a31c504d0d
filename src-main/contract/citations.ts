// Owns the calls about citations: formatted references, their styles, and the keys of papers.
import { z } from 'zod'
import { StyleName } from '#domain/exchange.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Ids, Nothing } from './shapes.ts'

export const CitationStyle = z.object({
  name: StyleName,
  title: z.string(),
  /** By the reader; what came with Dogear can't be taken away. */
  added: z.boolean(),
})
export type CitationStyle = z.infer<typeof CitationStyle>

export const citationCalls = {
  /** References as a style prints them, one a line; without a style the one of the settings. Throws `not-found` for one that is not here. */
  'citations.format': query(
    z.object({ ids: Ids, style: StyleName.optional() }),
    z.object({ text: z.string(), html: z.string(), style: StyleName }),
  ),
  'citations.styles': query(Nothing, z.object({ styles: z.array(CitationStyle) })),
  /** Takes a .csl file in, in the place of one of the same name; `name` is that of the file where the style names none. */
  'citations.addStyle': command(z.object({ style: z.string().max(2_000_000), name: z.string().max(200).default('') }), CitationStyle),
  /** Takes away one that was added. Throws `not-found`. */
  'citations.removeStyle': command(z.object({ name: StyleName }), Nothing),
  /** The key by which each paper is cited; given now where it has none, and the same for ever. */
  'citations.keys': command(z.object({ ids: Ids }), z.object({ keys: z.array(z.object({ id: PaperId, key: z.string() })) })),
} as const

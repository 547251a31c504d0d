// Owns what can be followed, and how a followed name is compared with a paper's.
import { z } from 'zod'
import { foldWhitespace } from './paper.ts'

export const FollowKind = z.enum(['author', 'organization', 'keyword'])
export type FollowKind = z.infer<typeof FollowKind>

export const FOLLOW_TITLES: Readonly<Record<FollowKind, string>> = { author: 'Author', organization: 'Organization', keyword: 'Keyword' }

/** What is followed: an author by name, an organization by its handle, a keyword by its words. */
export const Follow = z.object({ kind: FollowKind, key: z.string().min(1).max(300), name: z.string().min(1).max(300) })
export type Follow = z.infer<typeof Follow>

/** With the papers it has here. */
export const FollowCount = Follow.extend({ papers: z.number().int(), undecided: z.number().int() })
export type FollowCount = z.infer<typeof FollowCount>

/**
 * As names are compared in the tables: small letters (A to Z only, as SQLite's `lower`), for a keyword with punctuation as blanks.
 * An organization is compared by its handle. Empty when nothing is left.
 */
export function followKey(kind: FollowKind, text: string): string {
  const words = kind === 'keyword' ? text.replace(/[,.:;?!()/-]/g, ' ') : text
  return foldWhitespace(words).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

// Owns the words of a paper as core has read them while it was made offline: a search has them without reading the pages again.
import type { CallOutput } from '#contract/api.ts'
import { client } from '../app/client.ts'

/** One answer is put to use without a pause that a key would feel. */
const PAGES_AT_ONCE = 32
/** What is asked for page by page, in order, and what comes next. */
const KEPT_ANSWERS = 4

export interface WordsWanted {
  hash: string
  pages: number
  /** The version of pdf.js that cuts the pages into runs here. */
  readBy: string
}

/** A page (from 0) as pdf.js's find sees it; null while it was not read, and where it was cut into other runs. Never rejects. */
export type StoredWords = (page: number) => Promise<string | null>

export function storedWords({ hash, pages, readBy }: WordsWanted): StoredWords {
  const answers = new Map<number, Promise<readonly string[] | null>>()

  const fits = ({ words }: CallOutput<'reading.words'>): readonly string[] | null =>
    words && words.readBy === readBy && words.ofPages === pages ? words.pages : null
  const answer = (part: number): Promise<readonly string[] | null> => {
    const there = answers.get(part)
    if (there) return there
    const asked = client.call('reading.words', { hash, from: part * PAGES_AT_ONCE, count: PAGES_AT_ONCE }).then(fits, () => null)
    answers.set(part, asked)
    for (const old of [...answers.keys()].slice(0, -KEPT_ANSWERS)) answers.delete(old)
    return asked
  }

  return async (page) => {
    const part = Math.floor(page / PAGES_AT_ONCE)
    const asked = answer(part)
    // on its way while this one is looked through
    if ((part + 1) * PAGES_AT_ONCE < pages) void answer(part + 1)
    return (await asked)?.[page - part * PAGES_AT_ONCE] ?? null
  }
}

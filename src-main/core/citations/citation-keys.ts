// Owns the giving of citation keys: one a paper, no two alike, and never another once it is given.
import { citationKeyOf, type KeyFacts } from '#domain/citation-key.ts'
import type { PaperDetail, PaperId } from '#domain/paper.ts'
import { paperReader } from '../queries/paper.ts'
import { isKeyTaken, keyOfPaper, storeKey } from '../storage/citation-key-rows.ts'
import { keptWithoutKey } from '../storage/kept-papers.ts'
import type { Store } from '../storage/store.ts'

export interface KeyGiving {
  store: Store
  pattern: string
  nowMs: number
  /** A library that may only be read: keys are made as they would be given, and not kept. */
  readOnly: boolean
}

export function keyFactsOf({ id, title, allAuthors, arxiv, publishedAtMs }: PaperDetail): KeyFacts {
  return { id, title, authors: allAuthors.map(({ name }) => name), publishedAtMs: arxiv?.publishedAtMs ?? publishedAtMs }
}

/** The keys of these papers; what has none gets one, in this order. Not inside a transaction. */
export function giveKeys({ store, pattern, nowMs, readOnly }: KeyGiving, papers: readonly KeyFacts[]): Map<PaperId, string> {
  const keys = new Map<PaperId, string>()
  const bare = papers.filter(({ id }) => {
    const key = keyOfPaper(store, id)
    if (key !== null) keys.set(id, key)
    return key === null
  })
  if (bare.length === 0) return keys
  const made = new Set<string>()
  const give = (): void => {
    for (const paper of bare) {
      if (keys.has(paper.id)) continue
      const key = freeKey(store, made, citationKeyOf(pattern, paper), paper.id)
      made.add(key.toLowerCase())
      keys.set(paper.id, key)
      if (!readOnly) storeKey(store, paper.id, key, nowMs)
    }
  }
  if (readOnly) give()
  else store.transaction(give)
  return keys
}

/** Every paper that was kept gets its key, so that no export decides over it later. */
export async function giveKeptKeys(giving: KeyGiving, yieldTurn: () => Promise<void>): Promise<void> {
  const bare = giving.readOnly ? [] : keptWithoutKey(giving.store)
  if (bare.length === 0) return
  const read = paperReader(giving.store)
  for (let start = 0; start < bare.length; start += PAPERS_A_TURN) {
    const lot = bare.slice(start, start + PAPERS_A_TURN)
    giveKeys(
      giving,
      lot.map((id) => keyFactsOf(read(id))),
    )
    await yieldTurn()
  }
}

const PAPERS_A_TURN = 100
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** `quill2026folding`, then `quill2026foldinga` to `z`, as BibTeX's styles count them, then with the identifier. */
function freeKey(store: Store, made: ReadonlySet<string>, wanted: string, id: PaperId): string {
  const named = `${wanted}-${id.replaceAll('/', '.')}`
  const candidates = [wanted, ...[...LETTERS].map((letter) => wanted + letter), named, ...[...LETTERS].map((letter) => named + letter)]
  return candidates.find((key) => !made.has(key.toLowerCase()) && !isKeyTaken(store, key)) ?? `${named}-${made.size}`
}

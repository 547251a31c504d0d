// Owns finding which papers of the library the entries of a bibliography mean: by arXiv id, else by the words of a title.
import type { CallOutput } from '#contract/api.ts'
import type { MatchedReference } from '#contract/reading.ts'
import type { FileHash } from '#domain/annotation.ts'
import type { PaperState } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import { isTellingTitle, titleWords } from '#domain/title-words.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'

/** Papers by the first words of their titles, made when first asked for and again when papers came. */
export interface KnownTitles {
  beginningWith(words: string, options: { signal: AbortSignal }): Promise<readonly PaperId[]>
}

const FIRST_WORDS = 3
const LOT = 2_000

export function knownTitles({ sql }: Store, { yieldTurn }: Pick<Ports, 'yieldTurn'>): KnownTitles {
  let known: { stamp: string; byWords: Map<string, PaperId[]> } | null = null
  const stampNow = (): string => {
    const row = sql.prepare('SELECT count(*) AS papers, coalesce(max(rowid), 0) AS last FROM papers').get()
    return `${String(row?.['papers'])} ${String(row?.['last'])}`
  }
  const read = async (signal: AbortSignal): Promise<Map<string, PaperId[]>> => {
    const stamp = stampNow()
    if (known?.stamp === stamp) return known.byWords
    const byWords = new Map<string, PaperId[]>()
    const next = sql.prepare('SELECT rowid AS at, id, title FROM papers WHERE rowid > ? AND sample = 0 ORDER BY rowid LIMIT ?')
    for (let rows = next.all(-1, LOT); rows.length > 0; rows = next.all(Number(rows.at(-1)?.['at']), LOT)) {
      for (const row of rows) {
        const words = titleWords(String(row['title']))
        if (!isTellingTitle(words)) continue
        const key = words.slice(0, FIRST_WORDS).join(' ')
        byWords.set(key, [...(byWords.get(key) ?? []), String(row['id'])])
      }
      await yieldTurn()
      signal.throwIfAborted()
    }
    known = { stamp, byWords }
    return byWords
  }
  return { beginningWith: async (words, { signal }) => (await read(signal)).get(words) ?? [] }
}

export async function matchReferences(
  store: Store,
  titles: KnownTitles,
  references: readonly { text: string; arxivId: PaperId | null }[],
  options: { signal: AbortSignal },
): Promise<CallOutput<'references.match'>> {
  const matches: (MatchedReference | null)[] = []
  for (const { text, arxivId } of references) {
    const byId = arxivId === null ? null : matched(store, arxivId)
    matches.push(byId ?? (arxivId === null ? await byTitle(store, titles, text, options) : null))
  }
  return { matches }
}

/** A title counts when all of it stands in the reference, word after word; of several the longest. */
async function byTitle(
  store: Store,
  titles: KnownTitles,
  text: string,
  options: { signal: AbortSignal },
): Promise<MatchedReference | null> {
  const words = titleWords(text)
  const whole = ` ${words.join(' ')} `
  let best: { found: MatchedReference; length: number } | null = null
  for (let at = 0; at + FIRST_WORDS <= words.length; at++) {
    for (const id of await titles.beginningWith(words.slice(at, at + FIRST_WORDS).join(' '), options)) {
      const found = matched(store, id)
      const title = found ? titleWords(found.title).join(' ') : ''
      if (found && title.length > (best?.length ?? 0) && whole.includes(` ${title} `)) best = { found, length: title.length }
    }
  }
  return best?.found ?? null
}

function matched({ sql }: Store, id: PaperId): MatchedReference | null {
  const row = sql
    .prepare(
      `SELECT p.id, p.title, coalesce(m.state, 'inbox') AS state,
         (SELECT hash FROM files f WHERE f.paper_id = p.id AND f.gone = 0 ORDER BY f.version DESC, f.added_at_ms DESC LIMIT 1) AS hash
       FROM papers p LEFT JOIN marks m ON m.paper_id = p.id WHERE p.id = ? AND p.sample = 0`,
    )
    .get(id)
  if (!row) return null
  return {
    paperId: String(row['id']),
    title: String(row['title']),
    state: String(row['state']) as PaperState,
    hash: row['hash'] === null ? null : (String(row['hash']) as FileHash),
  }
}

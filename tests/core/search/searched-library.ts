// Owns a library in memory with a search over it, for tests: papers with texts, marks, tags and notes.
import { crc32 } from 'node:zlib'
import { createSearch, type Search } from '#core/search/search.ts'
import type { SearchAnswer } from '#contract/search.ts'
import { openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

export interface SearchedPaper {
  id: string
  title?: string
  abstract?: string
  authors?: string[]
  organization?: string
  keywords?: string[]
  categories?: string[]
  day?: string | null
  votes?: number
  stars?: number
  codeUrl?: string
  sample?: boolean
}

export interface SearchedLibrary {
  library: TestLibrary
  search: Search
  /** How often the thread was given a turn. */
  turns: () => number
  /** How often a window was told that more is searchable. */
  told: () => number
  ask(text: string, limit?: number): Promise<Omit<SearchAnswer, 'rows'>>
  /** Identifiers, best first. */
  found(text: string): Promise<string[]>
}

export function searchedLibrary(papers: readonly SearchedPaper[] = []): SearchedLibrary {
  const library = openLibrary()
  let turns = 0
  let told = 0
  const search = createSearch({
    store: library.store,
    ports: {
      clock: { nowMs: () => TEST_NOW_MS, sleep: () => Promise.resolve() },
      log: () => undefined,
      crc32,
      yieldTurn: () => {
        turns += 1
        return new Promise((resolve) => setImmediate(resolve))
      },
    },
    onIndexed: () => (told += 1),
  })
  storePapers(library, papers)
  const ask = (text: string, limit = 100): Promise<Omit<SearchAnswer, 'rows'>> =>
    search.query({ text, limit }, { signal: new AbortController().signal })
  return { library, search, turns: () => turns, told: () => told, ask, found: async (text) => (await ask(text)).hits.map((hit) => hit.id) }
}

export function storePapers({ store }: TestLibrary, papers: readonly SearchedPaper[]): void {
  store.transaction(() => {
    for (const paper of papers) {
      const {
        id,
        title = `Title of ${id}`,
        abstract = 'An abstract.',
        authors = [],
        organization,
        keywords = [],
        day = '2026-11-20',
      } = paper
      store.sql
        .prepare(
          `INSERT OR REPLACE INTO papers (id, title, abstract, authors, organization, media_urls, keywords, code_url, authors_take_part, sample,
             votes, stars, metrics_read_at_ms, newest_day, changed_at_ms)
           VALUES (?, ?, ?, ?, ?, '[]', ?, ?, 0, ?, ?, ?, 0, ?, 0)`,
        )
        .run(
          id,
          title,
          abstract,
          JSON.stringify(authors.map((name) => ({ name }))),
          organization === undefined ? null : JSON.stringify({ handle: 'org', name: organization }),
          JSON.stringify(keywords),
          paper.codeUrl ?? null,
          paper.sample ? 1 : 0,
          paper.votes ?? 1,
          paper.stars ?? null,
          day,
        )
      if (day !== null) {
        store.sql.prepare('INSERT OR IGNORE INTO days (day, fetched_at_ms, sample) VALUES (?, 0, ?)').run(day, paper.sample ? 1 : 0)
        store.sql.prepare('INSERT OR REPLACE INTO day_entries (day, paper_id, position) VALUES (?, ?, 0)').run(day, id)
      }
      if (paper.categories) {
        store.sql
          .prepare(
            `INSERT OR REPLACE INTO arxiv_records (paper_id, version, title, abstract, authors, categories, fetched_at_ms) VALUES (?, 1, ?, ?, '[]', ?, 0)`,
          )
          .run(id, title, abstract, JSON.stringify(paper.categories))
      }
    }
  })
}

export function storeNote({ store }: TestLibrary, id: string, text: string): void {
  store.sql.prepare('INSERT OR REPLACE INTO notes (paper_id, text, revision, updated_at_ms) VALUES (?, ?, 1, 0)').run(id, text)
}

export function storeTag({ store }: TestLibrary, id: string, name: string): void {
  store.sql.prepare('INSERT OR IGNORE INTO tags (id, name) VALUES (?, ?)').run(`tag-${name}`, name)
  store.sql.prepare('INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?)').run(id, `tag-${name}`)
}

export function storeMark(
  { store }: TestLibrary,
  id: string,
  state: string,
  { read = 0, snoozedUntil = null as string | null } = {},
): void {
  store.sql
    .prepare('INSERT OR REPLACE INTO marks (paper_id, state, read, snoozed_until, decided_at_ms) VALUES (?, ?, ?, ?, 1)')
    .run(id, state, read, snoozedUntil)
}

export function storeAnnotation(
  { store }: TestLibrary,
  { id, paperId, text, comment }: { id: string; paperId: string; text: string; comment: string },
): void {
  store.sql
    .prepare(
      `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state, anchor_score,
         created_at_ms, modified_at_ms)
       VALUES (?, ?, 'none', 'highlight', 'yellow', ?, '[]', ?, '00000', '1', 'exact', 1, 0, 0)`,
    )
    .run(id, paperId, comment, text)
}

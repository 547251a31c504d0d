// Owns a small real library in memory for tests of core: SQLite, a clock that stands still, papers by number.
import { openDatabase } from '#adapters/sqlite.ts'
import type { Topic } from '#contract/api.ts'
import type { CommandContext } from '#core/command.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'

export interface TestLibrary {
  store: Store
  context: CommandContext
  changes: { topics: Topic[]; ids: PaperId[] | null; annotations: AnnotationId[] | null | undefined }[]
  /** Moves the clock. */
  pass(ms: number): void
}

export const TEST_NOW_MS = Date.parse('2026-11-20T12:00:00Z')

export function openLibrary(path = ':memory:'): TestLibrary {
  let nowMs = TEST_NOW_MS
  let next = 0
  const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() }
  const random = { uuid: () => `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`, fraction: () => 0.5 }
  const store = openStore(openDatabase(path), { clock, random })
  const changes: TestLibrary['changes'] = []
  const context: CommandContext = {
    store,
    clock,
    random,
    changed: (topics, ids, annotations) => changes.push({ topics, ids, annotations }),
  }
  return { store, context, changes, pass: (ms) => (nowMs += ms) }
}

export interface TestPaper {
  id: PaperId
  title?: string
  day?: string
  position?: number
  votes?: number
  codeUrl?: string | null
  sample?: boolean
}

/** Stores papers as a sync would leave them, one day entry each. */
export function addPapers({ store }: Pick<TestLibrary, 'store'>, papers: readonly TestPaper[]): void {
  store.transaction(() => {
    papers.forEach(({ id, title = `Title of ${id}`, day = '2026-11-20', position, votes = 1, codeUrl = null, sample = false }, index) => {
      store.sql
        .prepare(
          `INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, code_url, authors_take_part, sample, votes, metrics_read_at_ms, newest_day, changed_at_ms)
           VALUES (?, ?, 'An abstract.', '[{"name":"A. Writer"}]', '[]', '[]', ?, 0, ?, ?, ?, ?, ?)`,
        )
        .run(id, title, codeUrl, sample ? 1 : 0, votes, TEST_NOW_MS, day, TEST_NOW_MS)
      store.sql.prepare('INSERT OR IGNORE INTO days (day, fetched_at_ms, sample) VALUES (?, ?, ?)').run(day, TEST_NOW_MS, sample ? 1 : 0)
      store.sql.prepare('INSERT INTO day_entries (day, paper_id, position) VALUES (?, ?, ?)').run(day, id, position ?? index)
    })
  })
}

/** `2611.00001`, `2611.00002` … */
export function paperIds(count: number): PaperId[] {
  return Array.from({ length: count }, (_, index) => `2611.${String(index + 1).padStart(5, '0')}`)
}

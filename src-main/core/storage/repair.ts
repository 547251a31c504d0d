// Owns putting right what can be put right without a loss: facts that are made from other rows, and places that are shared or missing.
import { isReadableList } from './readable-list.ts'
import { rewriteOrderLines } from './paper-order-rows.ts'
import type { Store } from './store.ts'

/** Each repair that changed something, as a sentence. One transaction; what the reader wrote is never touched. */
export function repairFacts(store: Store): string[] {
  const { sql } = store
  const said: string[] = []
  const run = (statement: string, sentence: (rows: number) => string): void => {
    const { changes } = sql.prepare(statement).run()
    if (changes > 0) said.push(sentence(changes))
  }
  sql.exec('REINDEX')
  store.transaction(() => {
    run(
      `UPDATE papers SET newest_day = (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)
        WHERE newest_day IS NOT (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)`,
      (rows) => `The newest day of ${rows} papers is that of their days again.`,
    )
    run(
      `UPDATE papers SET (votes, comments, stars) = (SELECT votes, comments, stars FROM metric_snapshots
          WHERE paper_id = papers.id ORDER BY read_at_ms DESC LIMIT 1)
        WHERE EXISTS (SELECT 1 FROM metric_snapshots AS newest WHERE newest.paper_id = papers.id
          AND newest.read_at_ms = (SELECT max(read_at_ms) FROM metric_snapshots WHERE paper_id = papers.id)
          AND (papers.votes IS NOT newest.votes OR papers.comments IS NOT newest.comments OR papers.stars IS NOT newest.stars))`,
      (rows) => `The figures of ${rows} papers agree with their history again.`,
    )
    run(
      `UPDATE marks SET list_position = placed.place FROM (
          SELECT paper_id, row_number() OVER (ORDER BY list_position IS NULL, list_position, first_saved_at_ms, paper_id) * 1.0 AS place
          FROM marks WHERE state IN ('later', 'shortlist')) AS placed
        WHERE marks.paper_id = placed.paper_id AND EXISTS (
          SELECT 1 FROM marks AS one WHERE one.state IN ('later', 'shortlist') AND (one.list_position IS NULL OR EXISTS (
            SELECT 1 FROM marks AS other WHERE other.state IN ('later', 'shortlist') AND other.paper_id <> one.paper_id
              AND other.list_position = one.list_position)))`,
      () => 'Every paper of the reading list has a place of its own again, in the order there was.',
    )
    run(
      `UPDATE history SET status = 'dropped', changes = '[]' WHERE NOT ${isReadableList('changes')}`,
      (rows) => `${rows} steps of undo could not be read and can’t be taken back any more.`,
    )
    const rewritten = rewriteOrderLines(store)
    if (rewritten > 0) said.push(`${rewritten} papers stand where they belong in lists again.`)
    for (const column of ['authors', 'media_urls', 'keywords']) {
      run(
        `UPDATE papers SET ${column} = '[]' WHERE NOT ${isReadableList(column)}`,
        (rows) => `${column} of ${rows} papers are empty until the next sync.`,
      )
    }
    run(
      `DELETE FROM arxiv_records WHERE NOT ${isReadableList('authors')} OR NOT ${isReadableList('categories')}`,
      (rows) => `${rows} records of arXiv are fetched again.`,
    )
  })
  return said
}

export interface FilesToRepair {
  stateOf(hash: string): 'good' | 'missing' | 'damaged'
  /** Keeps a damaged file under another name, out of the way of a good one. */
  setAside(hash: string): void
}

/** PDFs that are gone or no longer what their name says can be fetched again; marks on them rest on the name and stay. */
export function repairFiles(store: Store, files: FilesToRepair): string[] {
  const counts = { missing: 0, damaged: 0 }
  for (const row of store.sql.prepare('SELECT hash FROM files WHERE gone = 0').all()) {
    const hash = String(row['hash'])
    const state = files.stateOf(hash)
    if (state === 'good') continue
    if (state === 'damaged') files.setAside(hash)
    store.transaction(() => store.sql.prepare('UPDATE files SET gone = 1 WHERE hash = ?').run(hash))
    counts[state] += 1
  }
  return [
    ...(counts.missing > 0 ? [`${counts.missing} PDFs were not on disk any more; make them offline again.`] : []),
    ...(counts.damaged > 0 ? [`${counts.damaged} PDFs were damaged and are set aside; make them offline again.`] : []),
  ]
}

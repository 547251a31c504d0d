// Owns the facts about the tables of the saved search index, and about what notes a paper as changed.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

const PAPER = `INSERT OR IGNORE INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
  VALUES ('p1', 'Meadow', '', '[]', '[]', '[]', 0, 1, 5, 5)`
const MARK = `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state, anchor_score,
  created_at_ms, modified_at_ms) VALUES ('m', 'p1', 'h', 'note', 'yellow', '', '[]', '', '0', '1', 'exact', 1, 0, 0)`

function opened() {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 10)) sql.exec(migration.sql)
  sql.exec(PAPER)
  for (const migration of migrations.filter(({ version }) => version === 10)) sql.exec(migration.sql)
  let last = 0
  /** Papers that `statement` notes. */
  const noted = (statement: string): unknown[] => {
    sql.exec(statement)
    const rows = sql.prepare('SELECT change, paper_id FROM search_index_changes WHERE change > ? ORDER BY paper_id').all(last)
    last = rows.reduce((most, row) => Math.max(most, Number(row['change'])), last)
    return rows.map((row) => row['paper_id'])
  }
  return { sql, noted }
}

it('migration 010 keeps what was there and has no saved index', () => {
  const { sql } = opened()
  expect(sql.prepare('SELECT title FROM papers').get()?.['title']).toBe('Meadow')
  expect(sql.prepare('SELECT count(*) AS n FROM search_index_saves').get()?.['n']).toBe(0)
  expect(sql.prepare('SELECT count(*) AS n FROM search_index_changes').get()?.['n']).toBe(0)
})

it.each([
  "UPDATE papers SET title = 'Other'",
  "UPDATE papers SET newest_day = '2026-11-20'",
  "UPDATE OR IGNORE papers SET abstract = 'words'",
  "INSERT INTO arxiv_records VALUES ('p1', 1, 't', 'a', '[]', '[]', NULL, NULL, NULL, NULL, NULL, NULL, 0)",
  "INSERT OR IGNORE INTO notes VALUES ('p1', 'words', 1, 0)",
  "INSERT INTO marks (paper_id, state, read) VALUES ('p1', 'later', 0)",
  MARK,
  "INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES ('h', 1, 'p1', 't', 'arxiv', 0)",
  "INSERT INTO tags (id, name) VALUES ('g', 'green'); INSERT INTO paper_tags VALUES ('p1', 'g')",
  'DELETE FROM papers',
])('notes the paper: %s', (statement) => {
  const { noted } = opened()
  expect(noted(statement)).toEqual(['p1'])
})

it.each([
  ["INSERT INTO notes VALUES ('p1', 'words', 1, 0)", "UPDATE notes SET text = 'others'", 'DELETE FROM notes'],
  ["INSERT INTO marks (paper_id, state, read) VALUES ('p1', 'later', 0)", "UPDATE marks SET state = 'archive'", 'DELETE FROM marks'],
  [MARK, "UPDATE annotations SET comment = 'see'", 'DELETE FROM annotations'],
  [
    "INSERT INTO tags (id, name) VALUES ('g', 'green'); INSERT INTO paper_tags VALUES ('p1', 'g')",
    "UPDATE tags SET name = 'grey'",
    'DELETE FROM paper_tags',
  ],
  [
    "INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES ('h', 1, 'p1', 't', 'arxiv', 0)",
    "INSERT INTO file_texts VALUES ('h', 0, '1', 'words')",
    "UPDATE file_texts SET text = 'others'",
    'DELETE FROM file_texts',
    'DELETE FROM files',
  ],
  [
    "INSERT INTO arxiv_records VALUES ('p1', 1, 't', 'a', '[]', '[]', NULL, NULL, NULL, NULL, NULL, NULL, 0)",
    "UPDATE arxiv_records SET abstract = 'b'",
    'DELETE FROM arxiv_records',
  ],
])('notes the paper anew at each step: %s …', (...statements) => {
  const { noted } = opened()
  for (const statement of statements) expect(noted(statement), statement).toEqual(['p1'])
})

it.each(['UPDATE papers SET votes = 9, stars = 3', 'UPDATE papers SET title = title', 'UPDATE marks SET read = 1'])(
  'notes nothing where no searched text changes: %s',
  (statement) => {
    const { sql, noted } = opened()
    sql.exec("INSERT INTO marks (paper_id, state, read) VALUES ('p1', 'later', 0)")
    noted('SELECT 1')
    expect(noted(statement)).toEqual([])
  },
)

it('notes both papers when a mark moves from one to the other, and none without a paper', () => {
  const { noted } = opened()
  noted(MARK)
  expect(noted("UPDATE annotations SET paper_id = 'p2'")).toEqual(['p1', 'p2'])
  expect(noted('UPDATE annotations SET paper_id = NULL')).toEqual(['p2'])
})

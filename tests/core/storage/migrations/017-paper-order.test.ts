// Owns the facts about the table that lists are ordered by: it says what the papers say, whatever happens to them.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

const paper = (id: string, title: string): string =>
  `INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
   VALUES ('${id}', '${title}', '', '[]', '[]', '[]', 0, 1, 5, 5);`
const record = (id: string, title: string): string =>
  `INSERT INTO arxiv_records (paper_id, version, title, abstract, authors, categories, published_at_ms, fetched_at_ms)
   VALUES ('${id}', 1, '${title}', '', '[]', '[]', 77, 9);`

it('migration 017 takes over the papers there are, and follows every change of a paper and of its record', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 17)) sql.exec(migration.sql)
  sql.exec(paper('2611.00001', 'as the feed has it') + record('2611.00001', 'As arXiv has it'))
  for (const migration of migrations.filter(({ version }) => version === 17)) sql.exec(migration.sql)
  const lines = () => sql.prepare('SELECT * FROM paper_order ORDER BY id').all()
  const first = { id: '2611.00001', newest_day: null, votes: 1, published_at_ms: 77, title: 'As arXiv has it', has_code: 0 }
  expect(lines()).toEqual([first])

  sql.exec(paper('2611.00002', 'Another'))
  sql.exec(
    "UPDATE papers SET votes = 9, newest_day = '2026-11-20', code_url = 'https://example.org/', published_at_ms = 50, title = 'changed'",
  )
  const second = { id: '2611.00002', newest_day: '2026-11-20', votes: 9, published_at_ms: 50, title: 'changed', has_code: 1 }
  expect(lines()).toEqual([{ ...second, id: '2611.00001', title: 'As arXiv has it' }, second])

  sql.exec("UPDATE arxiv_records SET title = 'Its second version'")
  sql.exec(record('2611.00002', 'Of arXiv'))
  expect(lines().map(({ title }) => title)).toEqual(['Its second version', 'Of arXiv'])
  sql.exec("DELETE FROM arxiv_records WHERE paper_id = '2611.00002'")
  expect(lines().map(({ title }) => title)).toEqual(['Its second version', 'changed'])
  sql.exec("UPDATE papers SET code_url = NULL, published_at_ms = NULL WHERE id = '2611.00001'")
  expect(lines()[0]).toEqual({ ...second, id: '2611.00001', title: 'Its second version', published_at_ms: 77, has_code: 0 })
  sql.exec('DELETE FROM papers')
  expect(lines()).toEqual([])
})

it('every order of all papers is read from an index, without looking at the papers themselves', () => {
  const sql = openDatabase(':memory:')
  for (const migration of migrations) sql.exec(migration.sql)
  for (const order of ['newest_day DESC, votes DESC', 'votes DESC', 'published_at_ms DESC', 'title']) {
    const plan = sql.prepare(`EXPLAIN QUERY PLAN SELECT id FROM paper_order WHERE has_code ORDER BY ${order}, id DESC`).all()
    expect(plan.map(({ detail }) => String(detail))).toEqual([expect.stringMatching(/^SCAN paper_order USING COVERING INDEX/)])
  }
})

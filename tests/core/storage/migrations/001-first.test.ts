// Owns the facts about the first schema.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'
import { migration001 } from '#core/storage/migrations/001-first.ts'
import { readerTables } from '#core/storage/reader-rows.ts'

describe('migration 001', () => {
  it('makes tables whose types are checked', () => {
    const sql = openDatabase(':memory:')
    sql.exec(migration001.sql)
    expect(() => sql.prepare("INSERT INTO marks (paper_id, state, read) VALUES ('2611.00001', 'someday', 0)").run()).toThrow()
    expect(() => sql.prepare("INSERT INTO notes VALUES ('2611.00001', 'text', 'one', 0)").run()).toThrow()
  })

  it('and those after it have every column that the undo history remembers of the reader’s tables, and no other', () => {
    const sql = openDatabase(':memory:')
    for (const migration of migrations) sql.exec(migration.sql)
    for (const [table, { columns }] of Object.entries(readerTables)) {
      const names = sql
        .prepare(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map((row) => row['name'])
      expect(names, table).toEqual(columns)
    }
  })

  it('lets no outside deletion take a mark, a note or a tag away', () => {
    const sql = openDatabase(':memory:')
    sql.exec(migration001.sql)
    sql.exec(`INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
      VALUES ('2611.00001', 't', 'a', '[]', '[]', '[]', 0, 0, 0, 0);
      INSERT INTO marks (paper_id, state, read) VALUES ('2611.00001', 'later', 0);
      INSERT INTO notes VALUES ('2611.00001', 'mine', 1, 0);
      DELETE FROM papers`)
    expect(sql.prepare('SELECT (SELECT count(*) FROM marks) + (SELECT count(*) FROM notes) AS kept').get()?.['kept']).toBe(2)
  })
})

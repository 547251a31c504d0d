// Owns the facts about the tables of annotations.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'

const VALUES = "('highlight', 'yellow', '', '[]', 'words', '00000|000000|00000', '1', 'exact', 1, 0, 0)"
const INSERT = `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state,
  anchor_score, created_at_ms, modified_at_ms) VALUES ('a', '2611.00001', 'h', ${VALUES.slice(1)}`

describe('migration 004', () => {
  it('keeps the rows that were there, and no outside deletion takes a mark away', () => {
    const sql = openDatabase(':memory:')
    for (const migration of migrations.filter(({ version }) => version < 4)) sql.exec(migration.sql)
    sql.exec("INSERT INTO notes VALUES ('2611.00001', 'mine', 1, 0)")
    for (const migration of migrations.filter(({ version }) => version >= 4)) sql.exec(migration.sql)
    sql.exec(`${INSERT}; INSERT INTO annotation_tags VALUES ('a', 'proof'); DELETE FROM papers`)
    const kept = sql.prepare(
      'SELECT (SELECT count(*) FROM notes) + (SELECT count(*) FROM annotations) + (SELECT count(*) FROM annotation_tags) AS n',
    )
    expect(kept.get()?.['n']).toBe(3)
  })

  it('refuses a kind or a state of the anchor that there is not', () => {
    const sql = openDatabase(':memory:')
    for (const migration of migrations) sql.exec(migration.sql)
    expect(() => sql.exec(INSERT.replace("'highlight'", "'stamp'"))).toThrow()
    expect(() => sql.exec(INSERT.replace("'exact'", "'lost'"))).toThrow()
  })
})

// Owns what is really in a library's file, read beside the program that has it open.
import { libraryFile } from '#adapters/data-folder.ts'
import { type OpenDatabase, openDatabase } from '#adapters/sqlite.ts'
import { readerTables } from '#core/storage/reader-rows.ts'

function read<T>(dataFolder: string, work: (sql: OpenDatabase) => T): T {
  const sql = openDatabase(libraryFile(dataFolder), { readOnly: true })
  try {
    return work(sql)
  } finally {
    sql.close()
  }
}

const VALUES = `
  SELECT 'note ' || paper_id AS name, text AS value FROM notes
  UNION ALL SELECT 'state ' || paper_id, state FROM marks
  UNION ALL SELECT 'read ' || paper_id, CAST(read AS TEXT) FROM marks
  UNION ALL SELECT 'tags ' || paper_id, group_concat(name, ',' ORDER BY name) FROM paper_tags JOIN tags ON tags.id = tag_id GROUP BY paper_id
  UNION ALL SELECT 'mark ' || id, colour || ' ' || comment FROM annotations
  UNION ALL SELECT 'followed ' || key, name FROM follows`

/** Every value that a promise may be about, by its name. */
export function valuesIn(dataFolder: string): Map<string, string> {
  return read(
    dataFolder,
    (sql) =>
      new Map(
        sql
          .prepare(VALUES)
          .all()
          .map((row) => [String(row['name']), String(row['value'])]),
      ),
  )
}

/** The reader's own tables, as one text to compare. */
export function readersHalf(dataFolder: string): string {
  return read(dataFolder, (sql) =>
    Object.entries(readerTables)
      .map(([table, { key }]) => `${table}: ${JSON.stringify(sql.prepare(`SELECT * FROM ${table} ORDER BY ${key.join(', ')}`).all())}`)
      .join('\n'),
  )
}

/** Ids of the papers that the window shows, and how many each stored day has. */
export function papersIn(dataFolder: string): { ids: string[]; days: Map<string, number> } {
  return read(dataFolder, (sql) => {
    const real = sql.prepare('SELECT 1 FROM papers WHERE sample = 0 LIMIT 1').get() !== undefined
    const ids = sql.prepare('SELECT id FROM papers WHERE sample = ? ORDER BY id').all(real ? 0 : 1)
    const days = sql
      .prepare(
        'SELECT d.day AS day, count(e.paper_id) AS papers FROM days d LEFT JOIN day_entries e ON e.day = d.day WHERE d.sample = 0 GROUP BY d.day',
      )
      .all()
    return { ids: ids.map((row) => String(row['id'])), days: new Map(days.map((row) => [String(row['day']), Number(row['papers'])])) }
  })
}

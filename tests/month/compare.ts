// Owns the comparison of two libraries, row by row: one that lived through a bad month, and one that was synced once on a good day.
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'

/** What came from outside, without the moments at which it was read. */
const OUTSIDE = {
  papers: `SELECT id, title, abstract, authors, published_at_ms, organization, submitter, discussion_id, thumbnail_url, media_urls, project_url, code_url,
    ai_summary, ai_summary_model, keywords, authors_take_part, votes, comments, stars, newest_day FROM papers WHERE sample = 0 ORDER BY id`,
  day_entries:
    'SELECT e.day, e.position, e.paper_id FROM day_entries e JOIN days d ON d.day = e.day WHERE d.sample = 0 ORDER BY e.day, e.position, e.paper_id',
  days: 'SELECT day FROM days WHERE sample = 0 ORDER BY day',
  trending: 'SELECT position, paper_id FROM trending_entries ORDER BY position',
  set_aside: 'SELECT day, paper_id, reason FROM set_aside WHERE day IS NOT NULL ORDER BY day, paper_id',
  arxiv_records: `SELECT paper_id, version, title, abstract, authors, categories FROM arxiv_records ORDER BY paper_id`,
} as const

const TOUCHED = `SELECT paper_id FROM marks UNION SELECT paper_id FROM notes UNION SELECT paper_id FROM paper_tags
  UNION SELECT paper_id FROM annotations WHERE paper_id IS NOT NULL`

export interface Compared {
  rows: number
  /** A sentence for each difference. */
  wrong: string[]
}

/** Every difference; a paper that the source took back and the reader had touched is meant to be still there, and nothing else. */
export function compareLibraries(lived: string, clean: string): Compared {
  const [one, other] = [lived, clean].map((folder) => openDatabase(libraryFile(folder), { readOnly: true }))
  if (!one || !other) throw new Error('two libraries are compared')
  try {
    const wrong: string[] = []
    let rows = 0
    const touched = new Set(
      one
        .prepare(TOUCHED)
        .all()
        .map((row) => String(row['paper_id'])),
    )
    const known = new Set(
      one
        .prepare('SELECT id FROM papers')
        .all()
        .map((row) => String(row['id'])),
    )
    for (const id of touched) if (!known.has(id)) wrong.push(`${id}, which the reader touched, is gone`)
    for (const [table, sql] of Object.entries(OUTSIDE)) {
      const [is, should] = [one, other].map((database) =>
        database
          .prepare(sql)
          .all()
          .map((row) => ({ row, text: JSON.stringify(row) })),
      )
      if (!is || !should) continue
      rows += is.length
      const [had, wanted] = [new Set(is.map(({ text }) => text)), new Set(should.map(({ text }) => text))]
      // records of saved papers come by and by; both have those of the last two weeks
      const shared = new Set(is.map(({ row }) => row['paper_id']))
      for (const { row, text } of is)
        if (
          !wanted.has(text) &&
          !(table === 'papers' && row['newest_day'] === null && touched.has(String(row['id']))) &&
          table !== 'arxiv_records'
        )
          wrong.push(`${table} has ${text.slice(0, 300)}`)
      for (const { row, text } of should)
        if (!had.has(text) && (table !== 'arxiv_records' || shared.has(row['paper_id']))) wrong.push(`${table} lacks ${text.slice(0, 300)}`)
    }
    return { rows, wrong }
  } finally {
    one.close()
    other.close()
  }
}

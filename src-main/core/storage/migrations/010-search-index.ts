// Owns the tables of the saved search index, and the triggers that note which papers it no longer has as they are.

const SELECTED = { id: 'SELECT NEW.id', paper: 'SELECT NEW.paper_id', oldId: 'SELECT OLD.id', oldPaper: 'SELECT OLD.paper_id' } as const

/** Notes the papers that `select` gives. Two statements, since the conflict clause of what fired a trigger rules those within it. */
const noted = (select: string): string => `
  DELETE FROM search_index_changes WHERE paper_id IN (${select});
  INSERT INTO search_index_changes (paper_id) SELECT x.* FROM (${select}) x WHERE x.paper_id IS NOT NULL;`

const named = (select: string): string => noted(`${select} AS paper_id`)

const trigger = (name: string, event: string, body: string): string => `CREATE TRIGGER ${name} AFTER ${event} BEGIN${body}\nEND;\n`

const differs = (columns: readonly string[]): string => columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')

const PAPER_COLUMNS = ['title', 'abstract', 'authors', 'organization', 'keywords', 'newest_day', 'published_at_ms', 'sample']
const ARXIV_COLUMNS = ['title', 'abstract', 'categories', 'published_at_ms']
const MARKED_COLUMNS = ['paper_id', 'text', 'comment', 'sort_key']
const both = `SELECT NEW.paper_id AS paper_id UNION SELECT OLD.paper_id`
const ofFile = (row: 'NEW' | 'OLD'): string => noted(`SELECT f.paper_id FROM files f WHERE f.hash = ${row}.file_hash`)

export const migration010 = {
  version: 10,
  name: 'search-index',
  sql: `
-- papers whose searched texts changed since the index was saved, in the transaction that changed them
CREATE TABLE search_index_changes (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id TEXT NOT NULL UNIQUE
) STRICT;

-- a save is there when its row is: pieces without one are of a save that was not finished
CREATE TABLE search_index_saves (
  id INTEGER PRIMARY KEY,
  format TEXT NOT NULL,
  sample INTEGER NOT NULL,            -- the value of papers.sample that it holds
  papers INTEGER NOT NULL,
  pieces INTEGER NOT NULL
) STRICT;

CREATE TABLE search_index_pieces (
  id INTEGER PRIMARY KEY,
  save INTEGER NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL                 -- last, so that the columns before it are read without it
) STRICT;
CREATE INDEX search_index_pieces_by_save ON search_index_pieces (save, id, name, size);

${trigger('search_paper_added', 'INSERT ON papers', named(SELECTED.id))}
${trigger('search_paper_changed', `UPDATE OF ${PAPER_COLUMNS.join(', ')} ON papers WHEN ${differs(PAPER_COLUMNS)}`, named(SELECTED.id))}
${trigger('search_paper_removed', 'DELETE ON papers', named(SELECTED.oldId))}
${trigger('search_arxiv_added', 'INSERT ON arxiv_records', named(SELECTED.paper))}
${trigger('search_arxiv_changed', `UPDATE OF ${ARXIV_COLUMNS.join(', ')} ON arxiv_records WHEN ${differs(ARXIV_COLUMNS)}`, named(SELECTED.paper))}
${trigger('search_arxiv_removed', 'DELETE ON arxiv_records', named(SELECTED.oldPaper))}
${trigger('search_note_added', 'INSERT ON notes', named(SELECTED.paper))}
${trigger('search_note_changed', 'UPDATE OF paper_id, text ON notes', noted(both))}
${trigger('search_note_removed', 'DELETE ON notes', named(SELECTED.oldPaper))}
${trigger('search_mark_added', 'INSERT ON marks', named(SELECTED.paper))}
${trigger('search_mark_changed', 'UPDATE OF state ON marks WHEN OLD.state IS NOT NEW.state', named(SELECTED.paper))}
${trigger('search_mark_removed', 'DELETE ON marks', named(SELECTED.oldPaper))}
${trigger('search_tag_put_on', 'INSERT ON paper_tags', named(SELECTED.paper))}
${trigger('search_tag_changed', 'UPDATE ON paper_tags', noted(both))}
${trigger('search_tag_taken_off', 'DELETE ON paper_tags', named(SELECTED.oldPaper))}
${trigger('search_tag_renamed', 'UPDATE OF name ON tags', noted('SELECT pt.paper_id FROM paper_tags pt WHERE pt.tag_id = NEW.id'))}
${trigger('search_annotation_added', 'INSERT ON annotations', named(SELECTED.paper))}
${trigger('search_annotation_changed', `UPDATE OF ${MARKED_COLUMNS.join(', ')} ON annotations WHEN ${differs(MARKED_COLUMNS)}`, noted(both))}
${trigger('search_annotation_removed', 'DELETE ON annotations', named(SELECTED.oldPaper))}
${trigger('search_file_added', 'INSERT ON files', named(SELECTED.paper))}
${trigger('search_file_changed', 'UPDATE OF paper_id, added_at_ms ON files', noted(both))}
${trigger('search_file_removed', 'DELETE ON files', named(SELECTED.oldPaper))}
${trigger('search_words_added', 'INSERT ON file_texts', ofFile('NEW'))}
${trigger('search_words_changed', 'UPDATE ON file_texts', ofFile('NEW'))}
${trigger('search_words_removed', 'DELETE ON file_texts', ofFile('OLD'))}
`,
} as const

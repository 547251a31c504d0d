// Owns the tables of downloads: files of several papers, pins, what a part on disk belongs to, and what rules may not ask for again.

/** Notes papers whose searched words changed, as the triggers of 010 do for the first paper of a file. */
const noted = (select: string): string => `
  DELETE FROM search_index_changes WHERE paper_id IN (${select});
  INSERT INTO search_index_changes (paper_id) ${select};`

const trigger = (name: string, event: string, select: string): string =>
  `CREATE TRIGGER ${name} AFTER ${event} BEGIN${noted(select)}\nEND;\n`

const othersOf = (row: 'NEW' | 'OLD'): string => `SELECT fp.paper_id FROM file_papers fp WHERE fp.file_hash = ${row}.file_hash`

export const migration011 = {
  version: 11,
  name: 'downloads',
  sql: `
-- the same bytes may belong to several papers; files.paper_id is the first, these are the others
CREATE TABLE file_papers (
  file_hash TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  version INTEGER,
  PRIMARY KEY (file_hash, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_papers_by_paper ON file_papers (paper_id);

CREATE VIEW paper_files AS
  SELECT hash, paper_id, version FROM files WHERE paper_id IS NOT NULL
  UNION ALL SELECT file_hash AS hash, paper_id, version FROM file_papers;

ALTER TABLE files ADD COLUMN etag TEXT;              -- as the source said it, so that a newer version can be asked for
ALTER TABLE files ADD COLUMN read_at_ms INTEGER;     -- when it was opened last
ALTER TABLE files ADD COLUMN asked_by TEXT NOT NULL DEFAULT 'reader' CHECK (asked_by IN ('reader', 'rule'));

ALTER TABLE file_queue ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;   -- the highest goes first
ALTER TABLE file_queue ADD COLUMN asked_by TEXT NOT NULL DEFAULT 'reader' CHECK (asked_by IN ('reader', 'rule'));
ALTER TABLE file_queue ADD COLUMN newer INTEGER NOT NULL DEFAULT 0 CHECK (newer IN (0, 1));  -- a file is here; another version is asked for
ALTER TABLE file_queue ADD COLUMN validator TEXT;    -- ETag or Last-Modified of the part on disk
ALTER TABLE file_queue ADD COLUMN total_bytes INTEGER;

-- one row while fetching is paused
CREATE TABLE downloads_paused (only INTEGER PRIMARY KEY CHECK (only = 1)) STRICT;

-- papers whose file the reader stopped or took away: no rule asks for them again
CREATE TABLE offline_declined (paper_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- the reader's own: files that no rule takes away
CREATE TABLE file_pins (
  file_hash TEXT PRIMARY KEY,
  pinned_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- the text of a paper, kept as a file beside its PDF
CREATE TABLE paper_texts (
  paper_id TEXT PRIMARY KEY,
  form TEXT NOT NULL CHECK (form IN ('markdown', 'html')),
  bytes INTEGER NOT NULL,
  fetched_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

${trigger('search_file_paper_added', 'INSERT ON file_papers', 'SELECT NEW.paper_id AS paper_id')}
${trigger('search_file_paper_removed', 'DELETE ON file_papers', 'SELECT OLD.paper_id AS paper_id')}
${trigger('search_words_added_others', 'INSERT ON file_texts', othersOf('NEW'))}
${trigger('search_words_removed_others', 'DELETE ON file_texts', othersOf('OLD'))}
`,
} as const

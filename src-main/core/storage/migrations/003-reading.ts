// Owns the tables of reading: the reader's own, but no steps of undo.

export const migration003 = {
  version: 3,
  name: 'reading',
  sql: `
-- no foreign key to files: where one was in a paper outlives its file
CREATE TABLE readings (
  file_hash TEXT PRIMARY KEY,
  place TEXT NOT NULL,                -- JSON {page, x, y, zoom, rotation}
  layout TEXT NOT NULL,               -- JSON {flow, columns, pane}
  furthest_page INTEGER NOT NULL,
  seconds_read INTEGER NOT NULL,
  read_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_marks (
  file_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,                -- JSON
  PRIMARY KEY (file_hash, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE reader_tabs (
  position INTEGER PRIMARY KEY,
  file_hash TEXT NOT NULL UNIQUE,
  paper_id TEXT,
  title TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
`,
} as const

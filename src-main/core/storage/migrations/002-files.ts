// Owns the tables of files: what is on disk, and what waits to be fetched.

export const migration002 = {
  version: 2,
  name: 'files',
  sql: `
CREATE TABLE files (
  hash TEXT PRIMARY KEY,              -- SHA-256 of the bytes
  bytes INTEGER NOT NULL,
  paper_id TEXT,                      -- no foreign key: a file outlives what the feed says
  version INTEGER,                    -- arXiv's, where it is known
  title TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('arxiv', 'opened')),
  added_at_ms INTEGER NOT NULL,
  -- 1: not on disk when it was looked for last; the row stays, since marks rest on the hash and the file may come back
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_paper ON files (paper_id);

CREATE TABLE file_queue (
  paper_id TEXT PRIMARY KEY,
  asked_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  failure TEXT                        -- a sentence; null while it waits
) STRICT, WITHOUT ROWID;
`,
} as const

// Owns the tables of offline: what is wanted and how far it came, the words of files, papers as text, and what stays.

export const migration008 = {
  version: 8,
  name: 'offline',
  sql: `
-- 0: the reader waits for it, 1: asked for, 2: wanted by a rule
ALTER TABLE file_queue ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
ALTER TABLE file_queue ADD COLUMN version INTEGER;               -- arXiv's, as asked for; null for the newest
ALTER TABLE file_queue ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));  -- 1: paused by the reader
ALTER TABLE file_queue ADD COLUMN etag TEXT;                     -- of the part that is on disk
ALTER TABLE file_queue ADD COLUMN got_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE file_queue ADD COLUMN total_bytes INTEGER;           -- null where the source does not say

ALTER TABLE files ADD COLUMN by_rule INTEGER NOT NULL DEFAULT 0 CHECK (by_rule IN (0, 1));
ALTER TABLE files ADD COLUMN etag TEXT;                          -- as arXiv gave it
ALTER TABLE files ADD COLUMN damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1));
ALTER TABLE files ADD COLUMN checked_at_ms INTEGER;              -- when its bytes were last compared with its hash

-- papers that a rule wants no more, since the reader took them out of the queue or their file from the disk
CREATE TABLE file_refusals (
  paper_id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- the reader's own: files that no rule may take from the disk
CREATE TABLE file_pins (
  file_hash TEXT PRIMARY KEY,
  pinned_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- the newest version that is known of a paper whose file is on disk
CREATE TABLE file_versions (
  paper_id TEXT PRIMARY KEY,
  newest INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- whether the words of a file were read; a file without a row waits
CREATE TABLE file_text_states (
  file_hash TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('read', 'empty', 'failed')),
  pages INTEGER NOT NULL,
  characters INTEGER NOT NULL,
  read_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- the words of a file, page by page
CREATE TABLE file_texts (
  file_hash TEXT NOT NULL,
  page INTEGER NOT NULL,               -- from 0
  label TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (file_hash, page)
) STRICT;

-- a paper as Markdown, which lies beside the PDFs
CREATE TABLE paper_texts (
  paper_id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,                  -- SHA-256 of the bytes
  bytes INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('hugging-face', 'arxiv')),
  fetched_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE offline_facts (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const

// Owns the first schema. Released: never edited again.

/**
 * Two halves that never write each other's tables: what came from outside (sync), and what the reader did (commands).
 * Times are milliseconds since the epoch, days are `YYYY-MM-DD`.
 */
export const migration001 = {
  version: 1,
  name: 'first',
  sql: `
-- from outside --------------------------------------------------------------
CREATE TABLE papers (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  authors TEXT NOT NULL,              -- JSON [{name, handle?}]
  published_at_ms INTEGER,
  organization TEXT,                  -- JSON {handle, name, avatarUrl?}
  submitter TEXT,                     -- JSON {handle, name}
  discussion_id TEXT,
  thumbnail_url TEXT,
  media_urls TEXT NOT NULL,           -- JSON [string]
  project_url TEXT,
  code_url TEXT,
  ai_summary TEXT,
  ai_summary_model TEXT,
  keywords TEXT NOT NULL,             -- JSON [string]
  authors_take_part INTEGER NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  -- the newest line of metric_snapshots, kept here so that a list reads one table
  votes INTEGER NOT NULL,
  comments INTEGER,
  stars INTEGER,
  metrics_read_at_ms INTEGER NOT NULL,
  -- the newest day of day_entries; null when in none
  newest_day TEXT,
  changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX papers_by_day ON papers (sample, newest_day);

CREATE TABLE arxiv_records (
  paper_id TEXT PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  authors TEXT NOT NULL,              -- JSON [string]
  categories TEXT NOT NULL,           -- JSON [string]
  primary_category TEXT,
  doi TEXT,
  journal_ref TEXT,
  comment TEXT,
  published_at_ms INTEGER,
  updated_at_ms INTEGER,
  fetched_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE days (
  day TEXT PRIMARY KEY,
  fetched_at_ms INTEGER NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE day_entries (
  day TEXT NOT NULL REFERENCES days (day) ON DELETE CASCADE,
  paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (day, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_entries_by_paper ON day_entries (paper_id);

CREATE TABLE trending_entries (
  position INTEGER PRIMARY KEY,
  paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  fetched_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE metric_snapshots (
  paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  read_at_ms INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  comments INTEGER,
  stars INTEGER,
  PRIMARY KEY (paper_id, read_at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  day TEXT,
  paper_id TEXT,
  reason TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE    -- the same bad row is kept once
) STRICT;

CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  host TEXT NOT NULL,
  path TEXT NOT NULL,
  why TEXT NOT NULL,
  status INTEGER,
  bytes INTEGER NOT NULL,
  ms REAL NOT NULL,
  failure TEXT
) STRICT;

CREATE TABLE sync_facts (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL                 -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE arxiv_queue (
  paper_id TEXT PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
  priority INTEGER NOT NULL,          -- higher first: 3 in view, 2 saved, 1 recent day
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

-- by the reader; no foreign key to papers, so nothing from outside can take a mark away ---------
CREATE TABLE marks (
  paper_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('inbox', 'later', 'shortlist', 'archive', 'dismissed')),
  read INTEGER NOT NULL CHECK (read IN (0, 1)),
  snoozed_until TEXT,
  list_position REAL,                 -- order in the reading list, smaller first
  first_saved_at_ms INTEGER,
  decided_at_ms INTEGER               -- null while nothing was ever decided
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_by_state ON marks (state, list_position);

CREATE TABLE notes (
  paper_id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE tags (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  colour TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_tags (
  paper_id TEXT NOT NULL,
  tag_id TEXT NOT NULL REFERENCES tags (id),
  PRIMARY KEY (paper_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_tags_by_tag ON paper_tags (tag_id);

CREATE TABLE library_facts (
  key TEXT PRIMARY KEY,               -- 'samples_removed'
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  call TEXT NOT NULL,
  sentence TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('done', 'undone', 'dropped')),
  burst_key TEXT,                     -- typing joins the step before it when this is equal
  burst_at_ms INTEGER,
  changes TEXT NOT NULL               -- JSON [{table, key, before, after}]
) STRICT;

CREATE TABLE library (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  library_id TEXT NOT NULL,
  first_started_at_ms INTEGER NOT NULL,
  inbox_since TEXT NOT NULL
) STRICT;
`,
} as const

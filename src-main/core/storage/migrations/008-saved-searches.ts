// Owns the tables of searches that are kept: saved under a name by the reader, and those of late.

export const migration008 = {
  version: 8,
  name: 'saved-searches',
  sql: `
-- by the reader
CREATE TABLE saved_searches (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  query TEXT NOT NULL,
  position INTEGER NOT NULL,
  in_digest INTEGER NOT NULL DEFAULT 1 CHECK (in_digest IN (0, 1)),
  saved_at_ms INTEGER NOT NULL
) STRICT;

-- by the program, for the empty search box; no part of the history
CREATE TABLE recent_searches (
  query TEXT PRIMARY KEY,
  asked_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const

// Owns the table of vault files: which file is a paper's, and what it held when library and vault last agreed.

export const migration012 = {
  version: 12,
  name: 'vault',
  sql: `
-- no foreign key to papers: a file in the vault outlives what the feed says
CREATE TABLE vault_files (
  folder TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  name TEXT NOT NULL,                 -- from the folder on, with /
  note TEXT NOT NULL,                 -- what both had last
  lists TEXT NOT NULL,                -- JSON {tags, aliases} that Dogear wrote
  bytes INTEGER NOT NULL,
  changed_at_ms REAL NOT NULL,        -- the file's own time when it was written or read last
  theirs TEXT,                        -- the vault's note while both were changed; null otherwise
  theirs_at_ms INTEGER,
  PRIMARY KEY (folder, paper_id)
) STRICT, WITHOUT ROWID;
`,
} as const

// Owns the table of citation keys: each given once to a paper and kept, whatever its title or the pattern become.

export const migration009 = {
  version: 9,
  name: 'citation-keys',
  sql: `
-- no foreign key to papers: a text that cites it outlives what the feed says; BibTeX takes keys for the same without regard to case
CREATE TABLE citation_keys (
  paper_id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE COLLATE NOCASE,
  given_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const

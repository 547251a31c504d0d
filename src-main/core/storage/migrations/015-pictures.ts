// Owns the table of pictures that are kept for offline use; each can be fetched again.

export const migration015 = {
  version: 15,
  name: 'pictures',
  sql: `
CREATE TABLE pictures (
  url TEXT PRIMARY KEY,               -- as the source named it
  hash TEXT,                          -- SHA-256 of its bytes; null where it could not be had
  type TEXT,
  bytes INTEGER NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_by_use ON pictures (used_at_ms);
-- what rose is looked for by time
CREATE INDEX metric_snapshots_by_time ON metric_snapshots (read_at_ms);
`,
} as const

// Owns the tables of the digest: what was made and on which ways it goes out.

export const migration006 = {
  version: 6,
  name: 'digest',
  sql: `
CREATE TABLE digests (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('daily', 'weekly')),
  day TEXT NOT NULL,                  -- the reader's own calendar day
  made_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL,              -- JSON Digest
  UNIQUE (kind, day)                  -- a digest is made once
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'folder', 'notification')),
  -- handing: every byte but the last was given to the server; a start that finds it can't know how that ended
  state TEXT NOT NULL CHECK (state IN ('waiting', 'handing', 'sent', 'failed', 'unsure', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  problem TEXT,
  UNIQUE (digest_id, channel)
) STRICT;
CREATE INDEX deliveries_by_state ON deliveries (state, next_try_at_ms);
`,
} as const

// Owns the table of where the reader was in the text of a paper.

export const migration013 = {
  version: 13,
  name: 'text-places',
  sql: `
CREATE TABLE text_places (
  paper_id TEXT PRIMARY KEY,
  block INTEGER NOT NULL,
  share REAL NOT NULL                 -- of the block, above the edge
) STRICT, WITHOUT ROWID;
`,
} as const

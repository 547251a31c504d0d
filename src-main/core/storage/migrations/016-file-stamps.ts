// Owns the table of papers that opened PDFs name and that are not in the library yet: they are added once arXiv can be asked.

export const migration016 = {
  version: 16,
  name: 'file-stamps',
  sql: `
CREATE TABLE file_stamps (
  file_hash TEXT PRIMARY KEY REFERENCES files (hash) ON DELETE CASCADE,
  paper_id TEXT NOT NULL,             -- as the first page says; perhaps not stored yet
  asked_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const

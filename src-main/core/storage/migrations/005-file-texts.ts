// Owns the tables of the words of PDFs, which search and marks read without opening the file again.

export const migration005 = {
  version: 5,
  name: 'file-texts',
  sql: `
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
`,
} as const

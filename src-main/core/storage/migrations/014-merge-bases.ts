// Owns the table of what was last taken over from others, so that the next pack of theirs is merged against it.

export const migration014 = {
  version: 14,
  name: 'merge-bases',
  sql: `
-- by the reader, with undo: an import that is taken back leaves no trace
CREATE TABLE merge_bases (
  source TEXT NOT NULL,               -- library_id of the library that it came from
  kind TEXT NOT NULL CHECK (kind IN ('note', 'annotation', 'tag')),
  id TEXT NOT NULL,                   -- paper, annotation, or paper and name of a tag
  value TEXT NOT NULL,                -- a note's text, an annotation's row as JSON, empty for a tag
  PRIMARY KEY (source, kind, id)
) STRICT, WITHOUT ROWID;
`,
} as const

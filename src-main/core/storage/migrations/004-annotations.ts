// Owns the tables of annotations: what the reader marked on pages of files. Both are the reader's own, with undo.

export const migration004 = {
  version: 4,
  name: 'annotations',
  sql: `
-- no foreign key to papers or files: nothing from outside can take a mark away
CREATE TABLE annotations (
  id TEXT PRIMARY KEY,
  paper_id TEXT,
  file_hash TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('highlight', 'underline', 'note', 'area', 'text', 'ink')),
  colour TEXT NOT NULL,
  role TEXT,
  comment TEXT NOT NULL,
  targets TEXT NOT NULL,              -- JSON [{page, shape}]
  quote TEXT,                         -- JSON {exact, prefix, suffix}
  position TEXT,                      -- JSON {start, end, length}
  text TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  page_label TEXT NOT NULL,
  anchor_state TEXT NOT NULL CHECK (anchor_state IN ('exact', 'moved', 'fuzzy', 'orphan')),
  anchor_score REAL NOT NULL,
  anchored_from TEXT,                 -- id of the mark on the other version that this one was made of
  created_at_ms INTEGER NOT NULL,
  modified_at_ms INTEGER NOT NULL,
  author TEXT,
  source_program TEXT,
  source_key TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX annotations_by_file ON annotations (file_hash, sort_key);
CREATE INDEX annotations_by_paper ON annotations (paper_id);
CREATE INDEX annotations_by_source ON annotations (file_hash, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX annotations_by_time ON annotations (created_at_ms);

CREATE TABLE annotation_tags (
  annotation_id TEXT NOT NULL,
  name TEXT NOT NULL,                 -- as written; compared without regard to case where it is looked for
  PRIMARY KEY (annotation_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_tags_by_name ON annotation_tags (name COLLATE NOCASE);
`,
} as const

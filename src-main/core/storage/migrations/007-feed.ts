// Owns the tables of following and of looking again: who is followed, which papers that names, visits, code that came later.

// punctuation counts as a blank, so that "Agents:" is the word agents
const WORDS = (text: string): string => {
  const spaced = [',', '.', ':', ';', '?', '!', '(', ')', '-', '/'].reduce((inner, sign) => `replace(${inner}, '${sign}', ' ')`, text)
  return `lower(replace(replace(${spaced}, '  ', ' '), '  ', ' '))`
}

export const migration007 = {
  version: 7,
  name: 'feed',
  sql: `
-- by the reader
CREATE TABLE follows (
  kind TEXT NOT NULL CHECK (kind IN ('author', 'organization', 'keyword')),
  key TEXT NOT NULL,                  -- as it is compared: followKey of the domain
  name TEXT NOT NULL,
  followed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- made from papers and follows, by the triggers below and nothing else
CREATE TABLE follow_matches (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  PRIMARY KEY (kind, key, paper_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_matches_by_paper ON follow_matches (paper_id);

CREATE VIEW paper_names (paper_id, kind, key) AS
  SELECT p.id, 'author', lower(json_extract(j.value, '$.name')) FROM papers p, json_each(p.authors) j
  UNION ALL SELECT p.id, 'organization', lower(json_extract(p.organization, '$.handle')) FROM papers p WHERE p.organization IS NOT NULL
  UNION ALL SELECT p.id, 'keyword', ${WORDS('j.value')} FROM papers p, json_each(p.keywords) j;

CREATE TRIGGER follows_added AFTER INSERT ON follows BEGIN
  INSERT INTO follow_matches (kind, key, paper_id)
    SELECT NEW.kind, NEW.key, n.paper_id FROM paper_names n WHERE n.kind = NEW.kind AND n.key = NEW.key
    UNION SELECT NEW.kind, NEW.key, p.id FROM papers p
      WHERE NEW.kind = 'keyword' AND instr(' ' || ${WORDS('p.title')} || ' ', ' ' || NEW.key || ' ') > 0;
END;
CREATE TRIGGER follows_removed AFTER DELETE ON follows BEGIN
  DELETE FROM follow_matches WHERE kind = OLD.kind AND key = OLD.key;
END;
CREATE TRIGGER papers_matched AFTER INSERT ON papers WHEN EXISTS (SELECT 1 FROM follows) BEGIN
  INSERT INTO follow_matches (kind, key, paper_id)
    SELECT f.kind, f.key, NEW.id FROM follows f
    WHERE (f.kind, f.key) IN (SELECT n.kind, n.key FROM paper_names n WHERE n.paper_id = NEW.id)
       OR (f.kind = 'keyword' AND instr(' ' || ${WORDS('NEW.title')} || ' ', ' ' || f.key || ' ') > 0);
END;
CREATE TRIGGER papers_matched_again AFTER UPDATE OF title, authors, organization, keywords ON papers
WHEN EXISTS (SELECT 1 FROM follows) BEGIN
  DELETE FROM follow_matches WHERE paper_id = NEW.id;
  INSERT INTO follow_matches (kind, key, paper_id)
    SELECT f.kind, f.key, NEW.id FROM follows f
    WHERE (f.kind, f.key) IN (SELECT n.kind, n.key FROM paper_names n WHERE n.paper_id = NEW.id)
       OR (f.kind = 'keyword' AND instr(' ' || ${WORDS('NEW.title')} || ' ', ' ' || f.key || ' ') > 0);
END;

-- what came from outside, noted when it came
CREATE TABLE code_gains (
  paper_id TEXT PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER papers_gained_code AFTER UPDATE OF code_url ON papers WHEN OLD.code_url IS NULL AND NEW.code_url IS NOT NULL BEGIN
  DELETE FROM code_gains WHERE paper_id = NEW.id;
  INSERT INTO code_gains (paper_id, at_ms) VALUES (NEW.id, NEW.changed_at_ms);
END;

-- stretches of looking; what rose "since you looked" is counted from the end of the one before
CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  started_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL
) STRICT;
`,
} as const

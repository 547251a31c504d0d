// Owns looking for the papers of a name that is followed from now on piece by piece, so that nothing waits for all of them.

// as in 007: punctuation counts as a blank
const WORDS = (text: string): string => {
  const spaced = [',', '.', ':', ';', '?', '!', '(', ')', '-', '/'].reduce((inner, sign) => `replace(${inner}, '${sign}', ' ')`, text)
  return `lower(replace(replace(${spaced}, '  ', ' '), '  ', ' '))`
}
// as in 019: only papers that have its letters at all are taken apart
const AS_JSON = 'substr(json_quote(NEW.key), 2, length(json_quote(NEW.key)) - 2)'
const FIRST_WORD = "substr(NEW.key, 1, instr(NEW.key || ' ', ' ') - 1)"
const NAMED: Readonly<Record<string, string>> = {
  author: `instr(lower(p.authors), ${AS_JSON}) > 0
      AND EXISTS (SELECT 1 FROM json_each(p.authors) j WHERE lower(json_extract(j.value, '$.name')) = NEW.key)`,
  organization: `p.organization IS NOT NULL AND instr(lower(p.organization), ${AS_JSON}) > 0
      AND lower(json_extract(p.organization, '$.handle')) = NEW.key`,
  keyword: `((instr(lower(p.title), ${FIRST_WORD}) > 0 AND instr(' ' || ${WORDS('p.title')} || ' ', ' ' || NEW.key || ' ') > 0)
      OR (instr(lower(p.keywords), ${FIRST_WORD}) > 0 AND EXISTS (SELECT 1 FROM json_each(p.keywords) j WHERE ${WORDS('j.value')} = NEW.key)))`,
}

export const migration021 = {
  version: 21,
  name: 'follow-lookups',
  sql: `
-- what is followed and not yet looked for in every paper; those that come meanwhile are marked as they come
CREATE TABLE follow_lookups (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  looked_to TEXT NOT NULL DEFAULT '', -- the last paper that was looked at, in the order of their ids
  PRIMARY KEY (kind, key),
  FOREIGN KEY (kind, key) REFERENCES follows (kind, key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

DROP TRIGGER follows_added_author;
DROP TRIGGER follows_added_organization;
DROP TRIGGER follows_added_keyword;
CREATE TRIGGER follows_added AFTER INSERT ON follows BEGIN
  INSERT INTO follow_lookups (kind, key) VALUES (NEW.kind, NEW.key);
END;
${Object.entries(NAMED)
  .map(
    ([kind, isNamed]) => `
CREATE TRIGGER follow_lookups_${kind} AFTER UPDATE OF looked_to ON follow_lookups WHEN NEW.kind = '${kind}' BEGIN
  INSERT OR IGNORE INTO follow_matches (kind, key, paper_id)
    SELECT NEW.kind, NEW.key, p.id FROM papers p WHERE p.id > OLD.looked_to AND p.id <= NEW.looked_to
      AND ${isNamed};
END;`,
  )
  .join('')}
`,
} as const

// Owns finding the papers of a name that is followed from now on: only papers that have its letters at all are taken apart.

// as in 007: punctuation counts as a blank
const WORDS = (text: string): string => {
  const spaced = [',', '.', ':', ';', '?', '!', '(', ')', '-', '/'].reduce((inner, sign) => `replace(${inner}, '${sign}', ' ')`, text)
  return `lower(replace(replace(${spaced}, '  ', ' '), '  ', ' '))`
}
/** The name as it stands in a JSON text, without its quotes. */
const AS_JSON = 'substr(json_quote(NEW.key), 2, length(json_quote(NEW.key)) - 2)'
/** Punctuation between two words may be any, within the first there is none. */
const FIRST_WORD = "substr(NEW.key, 1, instr(NEW.key || ' ', ' ') - 1)"

export const migration019 = {
  version: 19,
  name: 'follow-lookup',
  sql: `
DROP TRIGGER follows_added;
CREATE TRIGGER follows_added_author AFTER INSERT ON follows WHEN NEW.kind = 'author' BEGIN
  INSERT OR IGNORE INTO follow_matches (kind, key, paper_id)
    SELECT NEW.kind, NEW.key, p.id FROM papers p
    WHERE instr(lower(p.authors), ${AS_JSON}) > 0
      AND EXISTS (SELECT 1 FROM json_each(p.authors) j WHERE lower(json_extract(j.value, '$.name')) = NEW.key);
END;
CREATE TRIGGER follows_added_organization AFTER INSERT ON follows WHEN NEW.kind = 'organization' BEGIN
  INSERT OR IGNORE INTO follow_matches (kind, key, paper_id)
    SELECT NEW.kind, NEW.key, p.id FROM papers p
    WHERE p.organization IS NOT NULL AND instr(lower(p.organization), ${AS_JSON}) > 0 AND lower(json_extract(p.organization, '$.handle')) = NEW.key;
END;
CREATE TRIGGER follows_added_keyword AFTER INSERT ON follows WHEN NEW.kind = 'keyword' BEGIN
  INSERT OR IGNORE INTO follow_matches (kind, key, paper_id)
    SELECT NEW.kind, NEW.key, p.id FROM papers p
    WHERE (instr(lower(p.title), ${FIRST_WORD}) > 0 AND instr(' ' || ${WORDS('p.title')} || ' ', ' ' || NEW.key || ' ') > 0)
       OR (instr(lower(p.keywords), ${FIRST_WORD}) > 0 AND EXISTS (SELECT 1 FROM json_each(p.keywords) j WHERE ${WORDS('j.value')} = NEW.key));
END;
`,
} as const

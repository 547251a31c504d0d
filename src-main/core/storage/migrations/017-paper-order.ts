// Owns the table that lists are ordered by: a narrow line of each paper, with an index for each order.

// what a list shows of a paper: arXiv's own title where it is known, the feed's date before arXiv's
const TITLE = (paper: string): string => `coalesce((SELECT a.title FROM arxiv_records a WHERE a.paper_id = ${paper}.id), ${paper}.title)`
const DATE = (paper: string): string =>
  `coalesce(${paper}.published_at_ms, (SELECT a.published_at_ms FROM arxiv_records a WHERE a.paper_id = ${paper}.id))`
const COLUMNS = 'newest_day, votes, published_at_ms, title, has_code'
const VALUES = (paper: string): string =>
  `${paper}.newest_day, ${paper}.votes, ${DATE(paper)}, ${TITLE(paper)}, ${paper}.code_url IS NOT NULL`
const ARXIV_CHANGED = (record: 'NEW' | 'OLD'): string =>
  `UPDATE paper_order SET (${COLUMNS}) = (SELECT ${VALUES('p')} FROM papers p WHERE p.id = ${record}.paper_id)
    WHERE id = ${record}.paper_id AND EXISTS (SELECT 1 FROM papers p WHERE p.id = ${record}.paper_id);`

export const migration017 = {
  version: 17,
  name: 'paper-order',
  sql: `
-- made from papers and arxiv_records, by the triggers below and nothing else: rows of papers are wide, and a list of all of them reads each
CREATE TABLE paper_order (
  id TEXT PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
  newest_day TEXT,
  votes INTEGER NOT NULL,
  published_at_ms INTEGER,
  title TEXT NOT NULL COLLATE NOCASE,
  has_code INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO paper_order (id, ${COLUMNS}) SELECT p.id, ${VALUES('p')} FROM papers p;
CREATE INDEX paper_order_by_day ON paper_order (newest_day DESC, votes DESC, id DESC, has_code);
CREATE INDEX paper_order_by_votes ON paper_order (votes DESC, id DESC, has_code);
CREATE INDEX paper_order_by_date ON paper_order (published_at_ms DESC, id DESC, has_code);
CREATE INDEX paper_order_by_title ON paper_order (title, id DESC, has_code);

CREATE TRIGGER papers_ordered AFTER INSERT ON papers BEGIN
  INSERT INTO paper_order (id, ${COLUMNS})
    VALUES (NEW.id, NEW.newest_day, NEW.votes, NEW.published_at_ms, NEW.title, NEW.code_url IS NOT NULL);
END;
CREATE TRIGGER papers_ordered_again AFTER UPDATE OF id, newest_day, votes, published_at_ms, title, code_url ON papers
WHEN NEW.id <> OLD.id OR NEW.newest_day IS NOT OLD.newest_day OR NEW.votes <> OLD.votes OR NEW.published_at_ms IS NOT OLD.published_at_ms
  OR NEW.title <> OLD.title OR (NEW.code_url IS NULL) <> (OLD.code_url IS NULL) BEGIN
  UPDATE paper_order SET (id, ${COLUMNS}) = (NEW.id, ${VALUES('NEW')}) WHERE id = OLD.id;
END;
CREATE TRIGGER arxiv_records_ordered AFTER INSERT ON arxiv_records BEGIN
  ${ARXIV_CHANGED('NEW')}
END;
CREATE TRIGGER arxiv_records_ordered_again AFTER UPDATE OF title, published_at_ms ON arxiv_records
WHEN NEW.title <> OLD.title OR NEW.published_at_ms IS NOT OLD.published_at_ms BEGIN
  ${ARXIV_CHANGED('NEW')}
END;
CREATE TRIGGER arxiv_records_left_order AFTER DELETE ON arxiv_records BEGIN
  ${ARXIV_CHANGED('OLD')}
END;

-- what was decided and saved last, without sorting everything that ever was
CREATE INDEX marks_by_decision ON marks (decided_at_ms DESC) WHERE decided_at_ms IS NOT NULL;
CREATE INDEX marks_by_saving ON marks (first_saved_at_ms DESC) WHERE first_saved_at_ms IS NOT NULL;
`,
} as const

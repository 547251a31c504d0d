// Owns the table of long steps whose turns are not all done, so that a start after a crash takes back what there is of them.

export const migration022 = {
  version: 22,
  name: 'steps-under-way',
  sql: `
CREATE TABLE steps_under_way (
  history_id INTEGER PRIMARY KEY REFERENCES history (id) ON DELETE CASCADE,
  stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1))  -- it is being taken back: no further turn
) STRICT;
`,
} as const

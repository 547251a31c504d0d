// Owns the table of long steps on their way back or forth: how far each is, so that a start after a crash brings it to its end.

export const migration018 = {
  version: 18,
  name: 'step-travels',
  sql: `
CREATE TABLE step_travels (
  history_id INTEGER PRIMARY KEY REFERENCES history (id) ON DELETE CASCADE,
  direction TEXT NOT NULL CHECK (direction IN ('before', 'after')),  -- the side of its rows that it goes to
  applied INTEGER NOT NULL            -- rows that are there already, from the end where it is undone, else from the beginning
) STRICT;
`,
} as const

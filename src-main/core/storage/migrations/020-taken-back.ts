// Owns the column that tells a step that was taken back for good from one that can't be taken back: both are `dropped`.

export const migration020 = {
  version: 20,
  name: 'taken-back',
  sql: `
ALTER TABLE history ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1));  -- of dropped steps only
`,
} as const

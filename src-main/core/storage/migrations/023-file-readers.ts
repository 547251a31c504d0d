// Owns the column that says which pdf.js read the words of a file: find takes them where the window has the same one.

export const migration023 = {
  version: 23,
  name: 'file-readers',
  sql: `
-- null: words made plain for search alone, or not all of them
ALTER TABLE file_text_states ADD COLUMN read_by TEXT;
-- fonts that a file does not have itself gave no words before
DELETE FROM file_text_states WHERE state = 'empty';
`,
} as const

// Owns the tables of notebook.

export const migration007 = {
  version: 7,
  name: 'notebook',
  sql: '',
} as const

// Owns the tables of files.

export const migration002 = {
  version: 2,
  name: 'files',
  sql: '',
} as const

// Owns the tables of reading.

export const migration003 = {
  version: 3,
  name: 'reading',
  sql: '',
} as const

// Owns the tables of digest.

export const migration009 = {
  version: 9,
  name: 'digest',
  sql: '',
} as const

// Owns the tables of trust.

export const migration010 = {
  version: 10,
  name: 'trust',
  sql: '',
} as const

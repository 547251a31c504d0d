// Owns the tables of exchange.

export const migration008 = {
  version: 8,
  name: 'exchange',
  sql: '',
} as const

// Owns the tables of window.

export const migration006 = {
  version: 6,
  name: 'window',
  sql: '',
} as const

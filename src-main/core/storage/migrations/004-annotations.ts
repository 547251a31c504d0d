// Owns the tables of annotations.

export const migration004 = {
  version: 4,
  name: 'annotations',
  sql: '',
} as const

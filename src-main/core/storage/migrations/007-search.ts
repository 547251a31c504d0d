// Owns the tables of search.

export const migration007 = { version: 7, name: 'search', sql: '' } as const

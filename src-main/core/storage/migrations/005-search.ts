// Owns the tables of search.

export const migration005 = { version: 5, name: 'search', sql: '' } as const

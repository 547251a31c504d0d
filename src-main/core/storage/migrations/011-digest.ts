// Owns the tables of digest.

export const migration011 = { version: 11, name: 'digest', sql: '' } as const

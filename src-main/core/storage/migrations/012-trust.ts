// Owns the tables of trust.

export const migration012 = { version: 12, name: 'trust', sql: '' } as const

// Owns the tables of exchange.

export const migration012 = { version: 12, name: 'exchange', sql: '' } as const

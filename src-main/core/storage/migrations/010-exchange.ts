// Owns the tables of exchange.

export const migration010 = { version: 10, name: 'exchange', sql: '' } as const

// Owns the tables of trust.

export const migration013 = { version: 13, name: 'trust', sql: '' } as const

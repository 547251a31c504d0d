// Owns the tables of marking.

export const migration009 = { version: 9, name: 'marking', sql: '' } as const

// Owns the tables of window.

export const migration007 = { version: 7, name: 'window', sql: '' } as const

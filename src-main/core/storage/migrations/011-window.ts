// Owns the tables of window.

export const migration011 = { version: 11, name: 'window', sql: '' } as const

// Owns the tables of files.

export const migration010 = { version: 10, name: 'files', sql: '' } as const

// Owns the tables of offline.

export const migration008 = { version: 8, name: 'offline', sql: '' } as const

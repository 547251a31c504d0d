// Owns the tables of feed.

export const migration006 = { version: 6, name: 'feed', sql: '' } as const

// Owns the tables of feed.

export const migration008 = { version: 8, name: 'feed', sql: '' } as const

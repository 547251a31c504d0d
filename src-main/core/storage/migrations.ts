// Owns the order of the migrations; a released one is never edited, a change is a new file at the end.
import { migration001 } from './migrations/001-first.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [migration001]

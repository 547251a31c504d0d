// Owns the reading of one column out of a row: the types that SQLite promises, checked once, here.
import type { SqlRow } from '../ports.ts'

export function text(row: SqlRow, column: string): string {
  return String(row[column] ?? '')
}

export function textOrNull(row: SqlRow, column: string): string | null {
  const value = row[column]
  return value === null || value === undefined ? null : String(value)
}

export function number(row: SqlRow, column: string): number {
  return Number(row[column] ?? 0)
}

export function numberOrNull(row: SqlRow, column: string): number | null {
  const value = row[column]
  return value === null || value === undefined ? null : Number(value)
}

/** A column that this program wrote as JSON; null when it is null. */
export function json<T>(row: SqlRow, column: string): T | null {
  const value = textOrNull(row, column)
  return value === null ? null : (JSON.parse(value) as T)
}

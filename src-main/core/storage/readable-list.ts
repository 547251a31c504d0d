// Owns the condition that a column holds a list in JSON.

/** SQL: the text of `column` is a JSON array. */
export function isReadableList(column: string): string {
  return `(CASE WHEN json_valid(${column}) THEN json_type(${column}) = 'array' ELSE 0 END)`
}

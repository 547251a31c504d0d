// Owns merging a note or an annotation with another person's, against what both had last: nothing of either is written over.
import type { PlainRow } from '../storage/reader-rows.ts'

/** `base`: what was last taken over from there, null the first time. Null: nothing to do. */
export function mergedNote(mine: string, theirs: string, base: string | null, heading: string): string | null {
  if (theirs === base || mine.includes(theirs.trim())) return null
  if (mine === '' || mine === base) return theirs
  // what came from them stands in one's own note, as it came: it is brought up to date in its place
  if (base !== null && base.trim() !== '' && mine.includes(base.trim())) return mine.replace(base.trim(), () => theirs.trim())
  // theirs may hold mine, where they took it over before
  return theirs.includes(mine.trim()) ? theirs : `${mine.trimEnd()}${heading}${theirs}`
}

/** They only make sense together. */
const PLACE = [
  'file_hash',
  'targets',
  'quote',
  'position',
  'text',
  'sort_key',
  'page_label',
  'anchor_state',
  'anchor_score',
  'anchored_from',
]
const ONE_BY_ONE = ['kind', 'colour', 'role']

/**
 * An annotation of the same id in both. What only they changed is taken; what both changed stays as it is here, but that no comment is lost.
 * Who made it never changes. Null: nothing to do.
 */
export function mergedAnnotation(mine: PlainRow, theirs: PlainRow, base: PlainRow | null, by: string): PlainRow | null {
  const theirsIsLater = Number(mine['modified_at_ms']) < Number(theirs['modified_at_ms'])
  const takes = (columns: readonly string[]): boolean => {
    if (base === null) return theirsIsLater
    const differs = (a: PlainRow, b: PlainRow): boolean => columns.some((column) => (a[column] ?? null) !== (b[column] ?? null))
    return differs(theirs, base) && !differs(mine, base)
  }
  const merged = { ...mine }
  for (const columns of [PLACE, ...ONE_BY_ONE.map((column) => [column])])
    if (takes(columns)) for (const column of columns) merged[column] = theirs[column] ?? null
  const comment = mergedNote(String(mine['comment']), String(theirs['comment']), base && String(base['comment']), `\n\nFrom ${by}: `)
  if (comment !== null) merged['comment'] = comment
  const isChanged = Object.keys(merged).some((column) => (merged[column] ?? null) !== (mine[column] ?? null))
  if (!isChanged) return null
  return { ...merged, modified_at_ms: Math.max(Number(mine['modified_at_ms']), Number(theirs['modified_at_ms'])) }
}

// Owns the key map as a file: written out, and read back with everything in it that is not a key left out and named.
import { isActionId } from '#contract/actions.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'

/** What the file says of itself, so that another JSON file is not taken for a key map. */
const KIND = 'dogear-keys'
const LONGEST_SPEC = 40

/** Action id → key as in the settings; `''` switches a key off. */
export type KeyMap = Record<string, string>

export function keyMapText(keys: Readonly<KeyMap>): string {
  return `${JSON.stringify({ kind: KIND, version: 1, keys }, null, 2)}\n`
}

/**
 * Reads what `keyMapText` wrote. `null` keys: not a key map, nothing is to be changed. `leftOut`: names of actions that
 * are unknown here, and keys that are not text.
 */
export function readKeyMap(text: string): { keys: KeyMap | null; leftOut: string[] } {
  const file = parsed(text)
  if (!isRecord(file) || file['kind'] !== KIND || !isRecord(file['keys'])) return { keys: null, leftOut: [] }
  const entries = Object.entries(file['keys'])
  const fits = ([id, spec]: [string, unknown]): boolean => isActionId(id) && typeof spec === 'string' && spec.length <= LONGEST_SPEC
  return {
    keys: Object.fromEntries(entries.filter(fits).map(([id, spec]) => [id, String(spec)])),
    leftOut: entries.filter((entry) => !fits(entry)).map(([id]) => id),
  }
}

function parsed(text: string): unknown {
  try {
    return parseOutsideJson(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Owns what the links of a note point at, read from its text.

export const LINK = /\[\[([^[\]\n]{1,400})\]\]/g
const MOST_LINKS = 200

/** What stands in the `[[…]]` of a text, each once, in the order it is first seen; at most 200. */
export function linkTargets(text: string): string[] {
  const targets = new Set<string>()
  for (const [, inner = ''] of text.matchAll(LINK)) {
    const target = targetOf(inner)
    if (target !== '') targets.add(target)
    if (targets.size === MOST_LINKS) break
  }
  return [...targets]
}

/** `2401.12345|shown` → `2401.12345`. */
function targetOf(inner: string): string {
  return inner.split('|', 1)[0]?.trim() ?? ''
}

// Owns what the readers of a TeX text share: its braces and dollars found once, and searches that never look twice at a place.

/** What one reader found: from `start` (or the place it was asked about) to `end`. */
export type Reading = { start?: number; end: number } & (
  | { what: 'text'; text: string }
  | { what: 'code'; text: string }
  | { what: 'link'; text: string; url: string }
  | { what: 'math'; tex: string; display: boolean }
  /** Looked at as a whole and left as it is written. */
  | { what: 'literal' }
  /** A group: what is inside is read on, in this style. `end` is where the inside begins. */
  | { what: 'group'; style: GroupStyle; url?: string; before: string; innerEnd: number; after: string; outerEnd: number }
)

/** `same` keeps the style around it. */
export type GroupStyle = 'same' | 'emphasis' | 'strong' | 'code' | 'link'

export interface TexPage {
  readonly text: string
  /** Where the innermost group that is being read ends; nothing reaches over it. */
  limit: number
  /** The brace that closes the one at `open`; -1 when none does. */
  closingBrace(open: number): number
  /** The index in `dollars` of the first unescaped `$` at or after `from`. */
  dollarAt(from: number): number
  /** Positions of unescaped dollar signs. */
  readonly dollars: readonly number[]
  /** The first match of a global `pattern` at or after `from`; -1 when there is none. Cheap when `from` grows. */
  find(pattern: RegExp, from: number): number
}

export function openPage(text: string): TexPage {
  const braces = new Map<number, number>()
  const dollars: number[] = []
  const open: number[] = []
  const sign = /\\[\s\S]|[{}$]/g
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    if (match[0] === '{') open.push(match.index)
    else if (match[0] === '$') dollars.push(match.index)
    else if (match[0] === '}') {
      const opener = open.pop()
      if (opener !== undefined) braces.set(opener, match.index)
    }
  }
  let dollarIndex = 0
  const found = new Map<RegExp, { from: number; at: number }>()
  return {
    text,
    limit: text.length,
    dollars,
    closingBrace: (opener) => braces.get(opener) ?? -1,
    dollarAt(from) {
      while (dollarIndex > 0 && (dollars[dollarIndex - 1] ?? 0) >= from) dollarIndex--
      while (dollarIndex < dollars.length && (dollars[dollarIndex] ?? 0) < from) dollarIndex++
      return dollarIndex
    },
    find(pattern, from) {
      const known = found.get(pattern)
      if (known && known.from <= from && (known.at === -1 || known.at >= from)) return known.at
      pattern.lastIndex = from
      const at = pattern.exec(text)?.index ?? -1
      found.set(pattern, { from, at })
      return at
    },
  }
}

// Owns how well a name fits what is typed into the palette, for many thousand names at every key.

const MOST_KEPT = 100_000
const folded = new Map<string, string>()

/** Lower case, accents off; kept, because the same names are folded at every key. */
function fold(text: string): string {
  let known = folded.get(text)
  if (known === undefined) {
    // nearly all names are plain letters, which need no more
    known = /^[\u0000-\u007f]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    if (folded.size > MOST_KEPT) folded.clear()
    folded.set(text, known)
  }
  return known
}

export interface Wanted {
  text: string
  parts: readonly string[]
}

export function wantedOf(typed: string): Wanted {
  const text = fold(typed).trim()
  return { text, parts: text.split(/\s+/).filter((part) => part !== '') }
}

/**
 * How well `name` fits: 0 not at all, higher is better. Every typed word must begin a word of the name, or stand inside one, or
 * (one word only) its letters must follow each other as the first letters of words.
 */
export function fit({ text: wanted, parts }: Wanted, name: string): number {
  if (wanted === '') return 1
  const text = fold(name)
  if (text === wanted) return 100
  if (text.startsWith(wanted)) return 80
  let score = 60
  for (const part of parts) {
    const found = placeOf(part, text)
    if (found === 'beginning') continue
    if (found === 'nowhere') return parts.length === 1 && initialsFit(wanted, text) ? 20 : 0
    score -= 15
  }
  return Math.max(1, score - Math.min(10, text.length / 20))
}

function placeOf(part: string, text: string): 'beginning' | 'inside' | 'nowhere' {
  let at = text.indexOf(part)
  if (at < 0) return 'nowhere'
  for (; at >= 0; at = text.indexOf(part, at + 1)) if (at === 0 || !isLetter(text, at - 1)) return 'beginning'
  return 'inside'
}

function isLetter(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at] ?? '')
}

/** The longest run of first letters that anyone types. */
const MOST_INITIALS = 6

function initialsFit(wanted: string, text: string): boolean {
  if (wanted.length < 2 || wanted.length > MOST_INITIALS || !text.startsWith(wanted[0] ?? '')) return false
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word[0] ?? '')
    .join('')
    .startsWith(wanted)
}

/** The `most` that fit best; of equal ones the lower `rank`, then the earlier. */
export function bestFits<Item extends { title: string }>(
  typed: string,
  items: readonly Item[],
  most: number,
  rank: (item: Item) => number,
): Item[] {
  const wanted = wantedOf(typed)
  const best: { item: Item; score: number; rank: number }[] = []
  for (const item of items) {
    const score = fit(wanted, item.title)
    if (score === 0) continue
    const last = best.length === most ? best[most - 1] : undefined
    if (last && last.score > score) continue
    const placed = { item, score, rank: rank(item) }
    let at = best.length
    for (; at > 0; at -= 1) {
      const before = best[at - 1]
      if (!before || before.score > score || (before.score === score && before.rank <= placed.rank)) break
    }
    if (at === most) continue
    best.splice(at, 0, placed)
    if (best.length > most) best.pop()
  }
  return best.map(({ item }) => item)
}

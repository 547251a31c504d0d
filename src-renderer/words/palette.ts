// Owns how well a name fits what is typed into the palette, for many thousand names at every key.

/** Lower case, accents off. */
function fold(text: string): string {
  // nearly all names are plain letters, which need no more
  return /^[\u0000-\u007f]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** What a line shows beside its kind: “Go to Today” of the kind “Go to” is “Today”, but is found by all of its words. */
export function besideKind({ kind, title }: { kind: string; title: string }): string {
  if (kind !== 'Go to' || !title.startsWith(`${kind} `)) return title
  const rest = title.slice(kind.length + 1)
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
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
export function fit(wanted: Wanted, name: string): number {
  return fitFolded(wanted, fold(name))
}

function fitFolded({ text: wanted, parts }: Wanted, text: string): number {
  if (wanted === '') return 1
  if (text === wanted) return 100
  if (text.startsWith(wanted)) return 80
  let score = 60
  for (const part of parts) {
    const found = placeOf(part, text)
    if (found === 'beginning') continue
    if (found === 'nowhere') return parts.length === 1 && initialsFit(wanted, text) ? 20 : 0
    score -= 15
  }
  // whole numbers, so that what was used last decides between names of nearly the same length
  return Math.max(1, Math.round(score - Math.min(10, text.length / 20)))
}

function placeOf(part: string, text: string): 'beginning' | 'inside' | 'nowhere' {
  let at = text.indexOf(part)
  if (at < 0) return 'nowhere'
  for (; at >= 0; at = text.indexOf(part, at + 1)) if (at === 0 || !isLetter(text, at - 1)) return 'beginning'
  return 'inside'
}

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)
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

interface Looked {
  folded: string[]
  /** What was typed last, and the items that fitted it: who types on looks only at these. */
  typed: string
  fitting: number[]
}

const looked = new WeakMap<readonly { title: string }[], Looked>()
/** Lists are made anew, of the same items mostly. */
const folded = new WeakMap<{ title: string }, string>()

function foldedTitle(item: { title: string }): string {
  const known = folded.get(item)
  if (known !== undefined) return known
  const text = fold(item.title)
  folded.set(item, text)
  return text
}

/** What the first letter typed would have to do for these items. */
export function makeReady(items: readonly { title: string }[]): void {
  items.forEach(foldedTitle)
}

function lookedAt(items: readonly { title: string }[]): Looked {
  let known = looked.get(items)
  if (!known) {
    known = { folded: items.map(foldedTitle), typed: '', fitting: [...items.keys()] }
    looked.set(items, known)
  }
  return known
}

/** The `most` that fit best; of equal ones the lower `rank`, then the earlier. */
export function bestFits<Item extends { title: string }>(
  typed: string,
  items: readonly Item[],
  most: number,
  rank: (item: Item) => number,
): Item[] {
  const wanted = wantedOf(typed)
  const known = lookedAt(items)
  const among = wanted.text.startsWith(known.typed) ? known.fitting : items.keys()
  const fitting: number[] = []
  const best: { item: Item; score: number; rank: number }[] = []
  for (const index of among) {
    const score = fitFolded(wanted, known.folded[index] ?? '')
    if (score === 0) continue
    fitting.push(index)
    const last = best.length === most ? best[most - 1] : undefined
    const item = items[index]
    if (item === undefined || (last && last.score > score)) continue
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
  looked.set(items, { folded: known.folded, typed: wanted.text, fitting })
  return best.map(({ item }) => item)
}

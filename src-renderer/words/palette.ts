// Owns how well a name fits what is typed into the palette.

const folded = new Map<string, string>()

/** Lower case, accents off; kept, because the same names are folded at every key. */
function fold(text: string): string {
  let known = folded.get(text)
  if (known === undefined) {
    known = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    if (folded.size > 50_000) folded.clear()
    folded.set(text, known)
  }
  return known
}

/**
 * How well `name` fits `typed`: 0 not at all, higher is better. Every typed word must begin a word of the name, or
 * stand inside one, or (one word only) its letters must follow each other as the first letters of words.
 */
export function fit(typed: string, name: string): number {
  const wanted = fold(typed).trim()
  if (wanted === '') return 1
  const text = fold(name)
  if (text === wanted) return 100
  if (text.startsWith(wanted)) return 80
  const words = text.split(/[^\p{L}\p{N}]+/u)
  let score = 60
  for (const part of wanted.split(/\s+/)) {
    if (words.some((word) => word.startsWith(part))) continue
    if (text.includes(part)) score -= 15
    else return initialsFit(wanted, words) ? 20 : 0
  }
  return Math.max(1, score - Math.min(10, text.length / 20))
}

function initialsFit(wanted: string, words: readonly string[]): boolean {
  return (
    wanted.length > 1 &&
    words
      .map((word) => word[0] ?? '')
      .join('')
      .startsWith(wanted)
  )
}

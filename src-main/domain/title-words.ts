// Owns the words of a title or a reference as they are compared: small letters, no accents, no signs.

export function titleWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

const FEWEST_WORDS = 3
const SHORTEST = 16

/** Whether a title tells one paper from others: "Attention" alone does not. */
export function isTellingTitle(words: readonly string[]): boolean {
  return words.length >= FEWEST_WORDS && words.join(' ').length >= SHORTEST
}

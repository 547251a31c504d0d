// Owns how the words of a page become plain text: lines kept, words that were broken at a line's end joined again.

/** Text to search and to quote, of the lines of pages; not for places on them. */
export function plainPageText(lines: string): string {
  return lines
    .replaceAll(/(?<=\p{L}{2})[-\u00ad\u2010]\n(?=\p{Ll}{2})/gu, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

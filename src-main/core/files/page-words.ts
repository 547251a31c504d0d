// Owns how the words of a page become plain text: lines kept, words that were broken at a line's end joined again.
import type { PageText } from '#domain/page-text.ts'

/** Text to search and to quote; not for places on the page. */
export function plainPageText({ words }: PageText): string {
  let text = ''
  for (const word of words) text += word.endsLine ? `${word.text}\n` : word.text
  return text
    .replaceAll(/(?<=\p{L}{2})[-\u00ad\u2010]\n(?=\p{Ll}{2})/gu, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

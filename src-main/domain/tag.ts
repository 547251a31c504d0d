// Owns what a tag is: the reader's own word, compared without regard to case, kept as it was first written.
import { z } from 'zod'
import { foldWhitespace } from './paper.ts'

export const MAX_TAG_LENGTH = 60

/** A tag's name: accents written in one way, white space folded, a leading `#` taken off, 1 to 60 characters, no control characters. */
export const TagName = z
  .string()
  .transform(cleanTagName)
  .pipe(z.string().min(1, 'a tag needs a word').max(MAX_TAG_LENGTH, `a tag is at most ${MAX_TAG_LENGTH} characters`))
export type TagName = z.infer<typeof TagName>

/** Names with the same fold are those of one tag. */
export function foldTagName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

export function cleanTagName(text: string): string {
  return foldWhitespace(text.normalize('NFC').replace(/[\u0000-\u001f\u007f]/g, ' '))
    .replace(/^#+/, '')
    .trim()
}

const SEPARATOR = /[,;，；、]/

/**
 * The names in what was typed or pasted, each once whatever its case: a comma or a semicolon, of any script, stands between two tags. `begun` is
 * what stands behind the last of them, cleaned, which may go on: '' where nothing does.
 */
export function typedTags(text: string): { whole: string[]; begun: string } {
  const whole: string[] = []
  let begun = ''
  for (const name of text.split(SEPARATOR).map(cleanTagName)) {
    if (begun !== '') whole.push(begun)
    begun = whole.some((other) => other.toLowerCase() === name.toLowerCase()) ? '' : name
  }
  return { whole, begun }
}

export const TagCount = z.object({ name: z.string(), colour: z.string().nullable(), papers: z.number().int() })
export type TagCount = z.infer<typeof TagCount>

/** The eight colours of annotations, by their names: a tag has one of them or none. */
export const TagColour = z.enum(['yellow', 'red', 'green', 'blue', 'purple', 'magenta', 'orange', 'grey'])
export type TagColour = z.infer<typeof TagColour>

// Owns the list of citation styles, and taking one in or away.
import type { CitationStyle } from '#contract/citations.ts'
import { DogearError } from '#domain/errors.ts'
import type { CitationStyles } from '../ports.ts'
import { checkStyle, factsOf, titleOf } from './references.ts'

/** In the order of their titles. */
export function listStyles(styles: CitationStyles): CitationStyle[] {
  return styles
    .list()
    .map(({ name, added }) => ({ name, title: titleOf(styles.read(name) ?? '') || name, added }))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
}

/** Throws `invalid-input` for what is no style that gives a list of references. */
export async function addStyle(
  styles: CitationStyles,
  { style, name }: { style: string; name: string },
  options: { signal: AbortSignal },
): Promise<CitationStyle> {
  const title = await checkStyle(styles, style, options)
  const file = nameOf(style, name)
  styles.add(file, style)
  return { name: file, title: title || file, added: true }
}

/** Throws `not-found` for one that the reader did not add. */
export function removeStyle(styles: CitationStyles, name: string): void {
  if (!styles.list().some((style) => style.name === name && style.added))
    throw new DogearError('not-found', `You added no citation style “${name}”.`)
  styles.remove(name)
}

/** The end of the address that a style has for its id, as in the repository of styles. */
function nameOf(style: string, file: string): string {
  const [, id = ''] = /<id>([^<]*)<\/id>/.exec(factsOf(style)) ?? []
  const plain = (text: string): string =>
    (text.trim().split(/[/\\]/).at(-1) ?? '')
      .replace(/\.csl$/i, '')
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 100)
  return plain(id) || plain(file) || 'style'
}

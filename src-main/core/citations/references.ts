// Owns references as a journal prints them: a style of the Citation Style Language over papers, in plain text and in HTML.
import { wholeCount } from '#domain/counted.ts'
import { DogearError } from '#domain/errors.ts'
import type { Bibliography, CitationStyles, CslItem } from '../ports.ts'

type Waits = { signal: AbortSignal }

/** A list of more takes citeproc minutes. */
const MOST_REFERENCES = 2_000

export interface References {
  text: string
  html: string
}

/**
 * The references in the order of the style, one a line. A number that the style puts before each is left out where there is one reference.
 * Throws `not-found` for a style that is not here, `invalid-input` for one that can't be used.
 */
export async function formatReferences(
  styles: CitationStyles,
  name: string,
  items: readonly CslItem[],
  options: Waits,
): Promise<References> {
  if (items.length > MOST_REFERENCES)
    throw new DogearError(
      'invalid-input',
      `More than ${wholeCount(MOST_REFERENCES)} references are not formatted at once. Choose fewer papers.`,
    )

  const style = styles.read(name)
  if (style === null)
    throw new DogearError('not-found', `There is no citation style “${name}”. Choose another in Settings, under Citations.`)
  const entries = await entriesOf(styles, style, items, options)
  const lines = entries.map((entry) => lineOf(entry, entries.length > 1))
  return {
    text: lines.map(plainOf).join('\n'),
    html: lines.map((line) => `<p>${line}</p>`).join('\n'),
  }
}

/** Throws `invalid-input` for what is no style that gives a bibliography; returns its title. */
export async function checkStyle(styles: CitationStyles, style: string, options: Waits): Promise<string> {
  const title = titleOf(style)
  if (!/<style[\s>]/.test(style)) throw unusable('it is no file of the Citation Style Language (.csl)')
  if (style.match(/<link\b[^<>]*>/g)?.some((link) => link.includes('rel="independent-parent"')))
    throw unusable('it only points at another style. Add the style that it names as its parent')
  await entriesOf(styles, style, [{ id: 'a', type: 'article', title: 'A title', author: [{ family: 'Name', given: 'First' }] }], options)
  return title
}

export function titleOf(style: string): string {
  const [, title = ''] = /<title[^<>]*>([^<]*)<\/title>/.exec(factsOf(style)) ?? []
  return plainOf(title.trim())
}

const MOST_FACTS = 4_000

/** What a style says of itself stands at its beginning; the rest may be long. */
export function factsOf(style: string): string {
  const start = style.indexOf('<info>')
  return start === -1 ? '' : style.slice(start, start + MOST_FACTS)
}

async function entriesOf(styles: CitationStyles, style: string, items: readonly CslItem[], options: Waits): Promise<string[]> {
  let made: Bibliography
  try {
    made = await styles.bibliography({ style, items }, options)
  } catch (thrown) {
    options.signal.throwIfAborted()
    if (thrown instanceof DogearError) throw thrown
    throw unusable('it can’t be read', thrown)
  }
  if (made === null) throw unusable('it makes footnotes only and no list of references')
  return made
}

function unusable(why: string, cause?: unknown): DogearError {
  return new DogearError(
    'invalid-input',
    `This citation style can’t be used: ${why}.`,
    cause === undefined ? {} : { cause, detail: cause instanceof Error ? cause.message : JSON.stringify(cause) },
  )
}

const [LABEL, LABEL_END] = ['<div class="csl-left-margin">', '</div>'] as const

/** The blocks of an entry in one line. */
function lineOf(entry: string, isNumbered: boolean): string {
  const from = entry.indexOf(LABEL)
  const to = from === -1 ? -1 : entry.indexOf(LABEL_END, from)
  const label = isNumbered ? `${entry.slice(from + LABEL.length, to).trim()} ` : ''
  const whole = to === -1 ? entry : `${entry.slice(0, from)}${label}${entry.slice(to + LABEL_END.length)}`
  return whole
    .replace(/<\/?div[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }

function plainOf(html: string): string {
  return html
    .replace(/<[^<>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/g, (whole, name: string) => NAMED[name] ?? whole)
}

// Owns papers made of a small vocabulary, with what trips up analysis: stop words, symbols, odd case, other scripts.
import type { Seeded } from './seeded.ts'

export const FIELDS = [
  { name: 'title', boost: 3 },
  { name: 'abstract', boost: 1 },
  { name: 'authors', boost: 2 },
]

export type MadePaper = { id: string } & Record<'title' | 'abstract' | 'authors', string>

const STEMS = [
  'lantern',
  'harbour',
  'quilt',
  'ember',
  'orchard',
  'signal',
  'mirror',
  'canyon',
  'thread',
  'pebble',
  'whistle',
  'compass',
  'meadow',
  'anchor',
]
const ENDINGS = ['', '', '', 's', 'ed', 'ing', 'ation', 'al', 'ly', 'ness', 'er', 'ize', 'ful', "'s"]
const ODD = [
  'the',
  'of',
  'with',
  'a',
  '&',
  '—',
  '...',
  'x',
  'y2',
  '3.5',
  'É',
  'naïve',
  '数据',
  '𝒳',
  'f*g',
  '__proto__',
  'constructor',
  'toString',
  '_index',
  'a/b',
  'title:lantern',
  '(ember)',
  'yy',
  'Yankees',
  'skies',
  'agreed',
  'İstanbul',
]
const WRAPS: ((word: string) => string)[] = [
  (w) => w,
  (w) => w,
  (w) => w,
  (w) => w.toUpperCase(),
  (w) => `${w},`,
  (w) => `(${w})`,
  (w) => `"${w}."`,
  (w) => `${w}-${w}`,
]

export function madeWord(random: Seeded): string {
  if (random.chance(0.15)) return random.pick(ODD)
  return random.pick(STEMS).slice(0, random.chance(0.15) ? random.whole(1, 6) : 20) + random.pick(ENDINGS)
}

function madeText(random: Seeded, most: number): string {
  return Array.from({ length: random.whole(0, most) }, () => random.pick(WRAPS)(madeWord(random))).join(random.chance(0.1) ? '\n ' : ' ')
}

export function madePaper(random: Seeded, id: string): MadePaper {
  return { id, title: madeText(random, 9), abstract: madeText(random, 60), authors: madeText(random, 5) }
}

/** A query in Lunr's language; not always one that Lunr can read. */
export function madeQuery(random: Seeded): string {
  return Array.from({ length: random.whole(1, 5) }, () => {
    const presence = random.chance(0.25) ? random.pick(['+', '-']) : ''
    const field = random.chance(0.25) ? `${random.pick(FIELDS).name}:` : ''
    let word = madeWord(random)
    if (random.chance(0.15)) word = `${word.slice(0, random.whole(1, 5))}*`
    else if (random.chance(0.1)) word = `*${word.slice(-3)}`
    else if (random.chance(0.08)) word = `${word.slice(0, 1)}*${word.slice(-2)}`
    else if (random.chance(0.06)) word = random.pick(['*', '**', '*a*', 'l*n*e*', '*e*e*'])
    const distance = random.chance(0.2) ? `~${random.pick([0, 1, 1, 2, 2, 3])}` : ''
    const boost = random.chance(0.15) ? `^${random.pick([0, 2, 5, 10])}` : ''
    return presence + field + word + distance + boost
  }).join(' ')
}

// Owns the searches that engines are measured with: most made from one paper, which is the one that should be found.
import { type Seeded, seeded } from '#tests/core/search/seeded.ts'
import type { BenchPaper } from './corpus.ts'

export const KINDS = ['title-prefix', 'title-typo', 'abstract', 'author-title', 'common', 'field', 'negated'] as const
export type Kind = (typeof KINDS)[number]

export interface BenchQuery {
  kind: Kind
  /** What is typed, as plain words; the last one is a beginning in `title-prefix`. */
  words: string[]
  /** `field`: the words have to be in the title. `negated`: this word mustn't occur. */
  without: string | null
  /** Null where no one paper is meant. */
  wanted: string | null
}

/** Queries that nothing was tuned on. */
export const HELD_OUT_SEED = 20_261_123
/** Queries to try changes with. */
export const TUNING_SEED = 1
/** Queries that only warm an engine up. */
export const WARM_UP_SEED = 2

const COMMON = [
  'model',
  'learning',
  'language',
  'data',
  'training',
  'image',
  'reasoning',
  'video',
  'agents',
  'diffusion',
  'attention',
  'robot',
]
/** Too common to tell one title from another. */
const EMPTY_WORDS = new Set(
  'a an and are as at be by for from how in into is it its of on or over that the their this to toward towards under using via we with without can do does what when where which why than not based through between'.split(
    ' ',
  ),
)

export function makeQueries(papers: readonly BenchPaper[], seed: number, perKind: number): BenchQuery[] {
  const random = seeded(seed)
  return KINDS.flatMap((kind) => {
    const queries: BenchQuery[] = []
    for (let tries = 0; queries.length < perKind && tries < perKind * 100; tries += 1) {
      const query = makeQuery(kind, random.pick(papers), random)
      if (query) queries.push(query)
    }
    return queries
  })
}

function makeQuery(kind: Kind, paper: BenchPaper, random: Seeded): BenchQuery | null {
  const title = telling(paper.title)
  const made = (words: string[] | null, wanted: string | null = paper.id): BenchQuery | null =>
    words && { kind, words, without: null, wanted }
  switch (kind) {
    case 'title-prefix': {
      const words = inOrder(title, 3, random)
      const last = words?.[2]
      if (!words || !last || last.length < 4) return null
      return made([...words.slice(0, 2), last.slice(0, random.whole(3, last.length))])
    }
    case 'title-typo':
      return made(
        inOrder(
          title.filter((word) => word.length >= 5),
          3,
          random,
        )?.map((word) => misspelt(word, random)) ?? null,
      )
    case 'abstract':
      return made(inOrder(telling(paper.abstract), 4, random))
    case 'author-title': {
      const surname = paper.authors.length === 0 ? undefined : random.pick(paper.authors).split(/\s+/).at(-1)
      const word = inOrder(title, 1, random)
      return surname && word && /^[A-Za-z]{3,}$/.test(surname) ? made([surname, ...word]) : null
    }
    case 'common':
      return made([random.pick(COMMON)], null)
    case 'field':
      return made(inOrder(title, 2, random))
    case 'negated': {
      const words = inOrder(title, 2, random)
      return words && { kind, words, without: random.pick(COMMON), wanted: null }
    }
  }
}

/** The plain words of a text that tell it from others, each once, in order. */
function telling(text: string): string[] {
  const words = text.split(/[^A-Za-z]+/).filter((word) => word.length >= 3 && !EMPTY_WORDS.has(word.toLowerCase()))
  const seen = new Set<string>()
  return words.filter((word) => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()))
}

function inOrder(words: readonly string[], count: number, random: Seeded): string[] | null {
  if (words.length < count) return null
  const places = new Set<number>()
  while (places.size < count) places.add(random.whole(0, words.length))
  return [...places].toSorted((a, b) => a - b).map((place) => words[place] as string)
}

/** One slip: two letters changed over, one left out, one too many, or a wrong one. */
function misspelt(word: string, random: Seeded): string {
  const at = random.whole(0, word.length - 1)
  const letter = String.fromCharCode(97 + random.whole(0, 26))
  switch (random.whole(0, 4)) {
    case 0:
      return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
    case 1:
      return word.slice(0, at) + word.slice(at + 1)
    case 2:
      return word.slice(0, at) + letter + word.slice(at)
    default:
      return word.slice(0, at) + letter + word.slice(at + 1)
  }
}

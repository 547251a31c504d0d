// Owns the proof that whatever is typed is answered for a bounded number of postings, however common its words are.
import { beforeAll, expect, test } from 'vitest'
import { parseSearch, type SearchFilter } from '#domain/search-query.ts'
import { find } from '#core/search/front.ts'
import { PaperIndex } from '#core/search/paper-index.ts'
import { UNLIKELY_INPUT } from '#tests/bench/search/unlikely-input.ts'
import { seeded } from './seeded.ts'

const PAPERS = 5000
const WORDS = 700
const ENDINGS = ['', 'en', 'ic', 'ot', 'ur']
/** Each begins with one of a few letters, and ten of them are in nearly every paper. */
const word = (at: number): string => `${'abcdes'.charAt(at % 6)}${(at + 20).toString(36)}k${ENDINGS[at % ENDINGS.length] ?? ''}`
const FILTERS = Array.from({ length: 300 }, (_, at) => `votes:>${at}`).join(' ')

let papers: PaperIndex

beforeAll(() => {
  const random = seeded(4)
  papers = new PaperIndex()
  for (let at = 0; at < PAPERS; at += 1) {
    // squared, so that the first words are the most common ones
    const words = Array.from({ length: 120 }, () => word(Math.floor(random.fraction() ** 2 * WORDS)))
    papers.lunr.add(String(at), { title: words.slice(0, 10), abstract: words })
  }
})

/** Postings of the lists that a search asked for, and filters that it asked the database for. */
function workOf(text: string): { postings: number; filters: number; remarks: string[] } {
  const before = papers.lunr.postings.asked
  const filters = new Set<string>()
  const all = new Uint8Array(papers.lunr.slots).fill(1)
  const filterMasks = (filter: SearchFilter): Uint8Array => {
    filters.add(JSON.stringify(filter))
    return all
  }
  const { remarks } = find(papers, parseSearch(text, '2026-11-20'), { limit: 50, filters: filterMasks, newestDay: 0 })
  return { postings: papers.lunr.postings.asked - before, filters: filters.size, remarks }
}

test('there is more to read than may be read', () => {
  let all = 0
  for (let term = 0; term < papers.lunr.terms.size; term += 1) all += papers.lunr.postings.lengthOf(term)
  expect(all).toBeGreaterThan(450_000)
})

const commonWords = Array.from({ length: 400 }, (_, at) => word(at))

test.each([
  ...UNLIKELY_INPUT,
  ['every beginning', 'a* b* c* d* e* s*'],
  ['every beginning, one or the other', 'a* OR b* OR c* OR d*'],
  ['all but every beginning', 'a* -b* -c* -d*'],
  ['groups of beginnings', '(a* OR b*) (c* OR d*) (a* OR e*) -(b* s*)'],
  ['the first letter of a word', 'a'],
  ['the common words', commonWords.join(' ')],
  ['the common words, one or the other', commonWords.join(' OR ')],
  ['all but the common words', commonWords.map((each) => `-${each}`).join(' ')],
  ['one word, over and over', Array.from({ length: 900 }, () => word(0)).join(' OR ')],
  ['the common words side by side', `"${commonWords.slice(0, 60).join(' ')}"`],
] as const)('%s', (_, text) => {
  // the lists of a word are asked for when papers are found, when they are scored, and for a group once more
  expect(workOf(text).postings).toBeLessThan(350_000)
})

test('words with * share what one may read, wherever they stand', () => {
  const alone = workOf('a*').postings
  expect(workOf('a* -b* OR c*').postings).toBeLessThan(alone * 1.5)
})

test('a word that is excluded with * says that it stands for very many', () => {
  expect(workOf('word -*a*').remarks.join()).toContain('only the most common')
})

test('of very many operators only the first ask the database, and it is said', () => {
  const { filters, remarks } = workOf(FILTERS)
  expect(filters).toBeLessThanOrEqual(24)
  expect(remarks.join()).toContain('very many parts')
})

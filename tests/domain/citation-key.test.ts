// Owns the facts about citation keys: what a pattern makes of a paper, and which patterns are refused.
import { describe, expect, it } from 'vitest'
import { citationKeyOf, DEFAULT_KEY_PATTERN, type KeyFacts, keyPatternProblem } from '#domain/citation-key.ts'

const paper: KeyFacts = {
  id: '2608.01234',
  title: 'On the $\\alpha$-Folding of corners: a study',
  authors: ['Paul Erdős Jr.', 'Ada Quill', 'Jan Łukasiewicz', 'Corner Team'],
  publishedAtMs: Date.UTC(2026, 7, 18),
}
const key = (pattern: string, facts: Partial<KeyFacts> = {}): string => citationKeyOf(pattern, { ...paper, ...facts })

describe('a citation key', () => {
  it.each([
    [DEFAULT_KEY_PATTERN, 'erdos2026folding'],
    ['[auth:capital][shortyear]', 'Erdos26'],
    ['[authors]_[year]', 'erdosquilllukasiewiczetal_2026'],
    ['[auth]:[shorttitle]', 'erdos:foldingcornersstudy'],
    ['[auth:upper]-[year].[month]', 'ERDOS-2026.08'],
    ['arxiv:[id]', 'arxiv:2608.01234'],
  ])('of %s is %s', (pattern, expected) => expect(key(pattern)).toBe(expected))

  it('is the identifier, or ends in it, where nothing is in Latin letters', () => {
    expect(key(DEFAULT_KEY_PATTERN, { title: '折り紙', authors: ['折り紙'] })).toBe('2026-2608.01234')
    expect(key('[auth]', { authors: [] })).toBe('2608.01234')
    expect(key('[auth]', { id: 'hep-th/9901001', authors: [] })).toBe('hep-th.9901001')
  })

  it('has letters and digits of names and titles only, whatever they hold', () => {
    for (const awkward of ['{x}, "y" \\z %', 'a=b~c#d', "O'Neil-Smith", '🦊 fox', '\u202Ereversed'])
      expect(key('[auth][title]', { title: awkward, authors: [awkward] })).toMatch(/^[a-z0-9.-]+$/)
  })
})

describe('a pattern', () => {
  it('needs a part, parts that are known, and no sign that breaks a bibliography', () => {
    expect(keyPatternProblem(DEFAULT_KEY_PATTERN)).toBeNull()
    expect(keyPatternProblem('key')).toMatch(/needs a part/)
    expect(keyPatternProblem('[author]')).toMatch(/no \[author\]/)
    expect(keyPatternProblem('[constructor]')).toMatch(/no \[constructor\]/)
    expect(keyPatternProblem('{[auth]}')).toMatch(/breaks a bibliography/)
    expect(keyPatternProblem(`[auth]${'a'.repeat(300)}`)).toMatch(/200/)
  })
})

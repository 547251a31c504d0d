// Owns the facts about finding a mark again by its words, and about carrying marks over to another version.
import { describe, expect, it } from 'vitest'
import { anchorQuote } from '#core/annotations/anchor.ts'
import { type AnchorText, carriedSentence, carryOver } from '#core/annotations/reanchor.ts'
import type { Annotation } from '#domain/annotation.ts'
import { annotationId, MADE_HASH, madeDraft } from './made-annotations.ts'

const TEXT = 'We train a small model on long documents. The loss falls fast. We test a small model on short documents. The loss stays.'
const quoteAt = (text: string, start: number, end: number) => ({
  quote: { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(end, end + 32) },
  position: { start, end, length: text.length },
})
const found = (text: string, start: number, end: number, changed: string) => {
  const { quote, position } = quoteAt(text, start, end)
  const { found: place } = anchorQuote(changed, quote, position)
  return place && changed.slice(place.start, place.end)
}

describe('a quotation', () => {
  it('is found by the words around it when it stands there twice', () => {
    const second = TEXT.lastIndexOf('a small model')
    const changed = `A new abstract comes first, and it is long enough to move all. ${TEXT}`
    const { quote, position } = quoteAt(TEXT, second, second + 13)
    expect(anchorQuote(changed, quote, position).found).toMatchObject({ start: changed.lastIndexOf('a small model'), ambiguous: false })
  })

  it('is found where its words were edited a little', () => {
    const start = TEXT.indexOf('The loss falls fast')
    expect(found(TEXT, start, start + 19, TEXT.replace('falls fast', 'falls faster'))).toMatch(/^The loss falls fast/)
  })

  it('is not found where it was deleted, but the best place is told', () => {
    const start = TEXT.indexOf('The loss falls fast.')
    const { quote, position } = quoteAt(TEXT, start, start + 20)
    const answer = anchorQuote(TEXT.replace('The loss falls fast. ', ''), quote, position)
    expect(answer.found).toBeNull()
  })

  it('of two letters is never found inexactly', () => {
    expect(anchorQuote('abcdefgh', { exact: 'xy', prefix: '', suffix: '' }, null)).toEqual({ found: null, best: null })
  })

  it('of few letters is found where the words on one side of it are the same, and not where formulas only look alike', () => {
    const formula = 'so that f(x) = a1 x1 + a2 x2 + k + b1 y1 + b2 y2 is small. '
    const other = 'where g(z) = c1 z1 + c2 z2 + k + d1 w1 + d2 w2 may be large. '
    const start = formula.indexOf('k +')
    expect(found(formula + other, start, start + 1, formula.replace('f(x) = a1 x1 + a2 x2', 'the sum') + other)).toBe('k')
    expect(found(formula + other, start, start + 1, other)).toBeNull()
  })

  it('says when two places are as good', () => {
    const text = 'same words here. same words here. same words here. '
    expect(anchorQuote(text, { exact: 'same words', prefix: '', suffix: '' }, null).found?.ambiguous).toBe(true)
  })

  it('of thousands of letters is found by its ends', () => {
    const long = Array.from({ length: 600 }, (_, index) => `word${index}`).join(' ')
    const text = `before it ${long} after it`
    const changed = `${'x '.repeat(50)}${text.replace('word300 ', 'changed ')}`
    expect(found(text, 10, 10 + long.length, changed)).toBe(long.replace('word300 ', 'changed '))
  })
})

describe('carrying marks over', () => {
  const into = (text: string, page = 0): AnchorText => ({
    text,
    place: (start, end) => ({
      targets: [{ page, shape: { kind: 'quads', quads: [[start, 712, end, 712, start, 700, end, 700]] } }],
      text: text.slice(start, end),
      sortKey: `0000${page}|000001|00080`,
      pageLabel: String(page + 1),
    }),
  })
  const markOn = (number: number, words: string): Annotation => {
    const start = TEXT.indexOf(words)
    return {
      ...madeDraft(number, { ...quoteAt(TEXT, start, start + words.length), text: words, comment: 'mine', tags: ['a'] }),
      anchor: { state: 'exact', score: 1, from: null },
      createdAtMs: 1,
      modifiedAtMs: 1,
      author: null,
      source: null,
    }
  }
  const options = { toHash: 'b'.repeat(64), nowMs: 2, newId: () => annotationId(99) }

  it('copies what is found with its comment and tags, tells what moved, and places nothing that is gone', () => {
    const marks = [markOn(1, 'long documents'), markOn(2, 'The loss falls fast.')]
    const changed = TEXT.replace('The loss falls fast. ', '')
    const { copies, report } = carryOver(marks, into(changed), options)
    expect(copies).toMatchObject([
      { fileHash: options.toHash, comment: 'mine', tags: ['a'], text: 'long documents', anchor: { from: annotationId(1) } },
    ])
    expect(report).toMatchObject([
      { from: annotationId(1), result: 'kept' },
      { from: annotationId(2), to: null, result: 'not-found', check: true },
    ])
    expect(carriedSentence(report)).toMatch(/^1 kept, 0 moved, 1 not found; /)
    expect(marks[0]?.fileHash).toBe(MADE_HASH)
    expect(carryOver(marks, into(TEXT, 3), options).report.map(({ result }) => result)).toEqual(['moved', 'moved'])
  })

  it('leaves a mark without words where it was made', () => {
    const area = { ...markOn(1, 'long documents'), kind: 'area' as const, quote: null }
    expect(carryOver([area], into(TEXT), options)).toMatchObject({ copies: [], report: [{ result: 'not-found', check: true }] })
  })
})

// Owns the facts about what changed between two versions of a text.
import { describe, expect, it } from 'vitest'
import { textChanges } from '#core/annotations/text-changes.ts'

const V1 = `# A small model

## 1 Introduction
We train a model, e.g. a small one. It works (see Fig. 3 for more).
The loss is 3.

## 2 Old section
Gone soon.

## 3 Results
All is well.
`
const V2 = `# A small model

## 1 Introduction
We train a model, e.g. a small one. It works (see Fig. 3
for more). The loss is 2.

## 2 Limits
None were found.

## 3 Results
All is well.
`

describe("'annotations.compareTexts'", () => {
  it('tells word by word in each section, whatever the line breaks', () => {
    const sections = textChanges(V1, V2)
    expect(sections.map(({ heading, state }) => [heading, state])).toEqual([
      ['A small model', 'same'],
      ['1 Introduction', 'changed'],
      ['2 Old section', 'removed'],
      ['2 Limits', 'added'],
      ['3 Results', 'same'],
    ])
    expect(sections[1]?.changes).toEqual([
      { kind: 'same', text: 'We train a model, e.g. a small one. It works (see Fig. 3 for more). The loss is' },
      { kind: 'removed', text: '3.' },
      { kind: 'added', text: '2.' },
    ])
  })

  it('tells a word or two that stand between changes with them', () => {
    const [section] = textChanges('The old loss of our first small model was low.', 'The new loss of their second small model was low.')
    expect(section?.changes).toEqual([
      { kind: 'same', text: 'The' },
      { kind: 'removed', text: 'old loss of our first' },
      { kind: 'added', text: 'new loss of their second' },
      { kind: 'same', text: 'small model was low.' },
    ])
  })

  it('tells what has nothing in common as wholly old and new', () => {
    const words = (name: string) => Array.from({ length: 3_000 }, (_, index) => `${name}${index}`).join(' ')
    const [section] = textChanges(words('one'), words('other'))
    expect(section?.changes.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('takes no footnote for a heading', () => {
    const note = '1 Arrays are actually worse than this, since if the index is a number it must'
    expect(textChanges(`## 2 Arrays\n${note}\nbe converted.`, '## 2 Arrays').map(({ heading }) => heading)).toEqual(['2 Arrays'])
    expect(textChanges('3 Arrays of numbers\nare kept.', '').map(({ heading }) => heading)).toEqual(['3 Arrays of numbers'])
  })

  it('knows a section by its name when its number changed', () => {
    const [section] = textChanges('## 4 Results\nSame.', '## 5 Results\nSame.')
    expect(section).toEqual({ heading: '5 Results', state: 'same', changes: [{ kind: 'same', text: 'Same.' }] })
  })

  it('puts every sentence of both texts somewhere', () => {
    const sections = textChanges(V1, V2).flatMap(({ changes }) => changes)
    const words = (kinds: string[]) =>
      sections
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ text }) => text)
        .join(' ')
    const plain = (text: string) => text.replace(/^#.*$/gm, '').replace(/\s+/g, ' ').trim()
    expect(words(['same', 'removed'])).toBe(plain(V1))
    expect(words(['same', 'added'])).toBe(plain(V2))
    expect(textChanges('', '')).toEqual([])
  })
})

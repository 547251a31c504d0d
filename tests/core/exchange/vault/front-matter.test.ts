// Owns the facts about the properties of a vault file: Dogear's own are set, the reader's stay byte for byte.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { frontList, frontWord, withFront } from '#core/exchange/vault/front-matter.ts'
import { awkwardTexts } from '#tests/core/export/papers-to-export.ts'

const front = (text: string): unknown => parse(/^---\n([\s\S]*?)^---$/m.exec(text)?.[1] ?? '')

test('a text without properties gets them in front, and keeps every byte of its own', () => {
  expect(withFront('# Mine\n', { state: 'later', read: false })).toBe('---\nstate: later\nread: false\n---\n# Mine\n')
  // a rule and no properties
  expect(withFront('---\nno end of it', { state: 'later' })).toBe('---\nstate: later\n---\n---\nno end of it')
})

test("the reader's keys, comments, order and line ends stay as they are", () => {
  const before =
    '---\r\n# mine\r\nrating: 5 # good\r\nstate: inbox\r\nnested:\r\n  state: mine\r\nlist:\r\n- a\r\n- b\r\n---\r\nbody state: x\r\n'
  const after = withFront(before, { state: 'later', list: ['c'], doi: null, added: 'x y' })
  expect(after).toBe(
    '---\r\n# mine\r\nrating: 5 # good\r\nstate: later\nnested:\r\n  state: mine\r\nlist:\n  - c\nadded: "x y"\n---\r\nbody state: x\r\n',
  )
})

test('what is set is what another parser reads, whatever it holds, and setting it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme' })), (title, authors) => {
      const text = withFront('body', { title, authors })
      expect(front(text)).toEqual({ title: title.toWellFormed(), authors: authors.map((name) => name.toWellFormed()) })
      expect(withFront(text, { title, authors })).toBe(text)
    }),
  )
  for (const awkward of [...awkwardTexts, 'true', 'null', '1', '2026-01-01', '- x', 'a: b', '&a', '*a', '!tag', '? x', '\u2028'])
    expect(front(withFront('', { title: awkward }))).toMatchObject({ title: expect.anything() as unknown })
})

test('a key that is taken away goes with its items and nothing else', () => {
  expect(withFront('---\na: 1\ntags:\n  - x\n  - y\nb: 2\n---\n', { tags: null })).toBe('---\na: 1\nb: 2\n---\n')
})

test('a list is read in each way that it can be written, and what refers to itself is no list', () => {
  const list = (lines: string): string[] => frontList(`---\n${lines}\n---\n`, 'tags')
  expect(list('tags:\n  - a\n  - b c')).toEqual(['a', 'b c'])
  expect(list('tags: [a, "b"]')).toEqual(['a', 'b'])
  expect(list('tags: a, b')).toEqual(['a', 'b'])
  expect(list('tags: &a [*a]')).toEqual([])
  expect(list('tags: &a\n  - *a')).toEqual([])
  expect(list('tags: [')).toEqual([])
  expect(list('other: x')).toEqual([])
  const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`).join('\n')}\ntags: [*h]`
  expect(list(laughs)).toEqual([])
})

test('a word is read with and without quotes', () => {
  expect(frontWord('---\nx: 1\ndogear: dogear://paper/2611.00001\n---\n', 'dogear')).toBe('dogear://paper/2611.00001')
  expect(frontWord('---\r\ndogear: "dogear://paper/2611.00001"\r\n---\r\n', 'dogear')).toBe('dogear://paper/2611.00001')
  expect(frontWord('dogear: dogear://paper/2611.00001', 'dogear')).toBeNull()
})

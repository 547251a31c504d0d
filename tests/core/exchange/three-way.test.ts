// Owns the facts about merging with another person: three-way, and nothing of either is written over.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedAnnotation, mergedNote } from '#core/exchange/three-way.ts'
import type { PlainRow } from '#core/storage/reader-rows.ts'

const HEADING = '\n\n---\n\n*From Ada:*\n\n'

test.each([
  ['nothing new', 'mine', 'theirs', 'theirs', null],
  ['the first time, with a note of one’s own', 'mine', 'theirs', null, `mine${HEADING}theirs`],
  ['the first time, without one', '', 'theirs', null, 'theirs'],
  ['changed by them, not here', 'old', 'new', 'old', 'new'],
  ['changed by them, written beside here', `mine${HEADING}old`, 'new $& words', 'old', `mine${HEADING}new $& words`],
  ['changed in both', 'mine', 'new', 'old', `mine${HEADING}new`],
  ['taken away here, unchanged there', '', 'old', 'old', null],
  ['taken away here, changed there', '', 'new', 'old', 'new'],
  ['theirs holds mine', 'mine', 'theirs\n\nmine', null, 'theirs\n\nmine'],
])('a note: %s', (_, mine, theirs, base, expected) => {
  expect(mergedNote(mine, theirs, base, HEADING)).toBe(expected)
})

test('a merged note holds one’s own text and theirs, and merging the same again changes nothing', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '$', '&'), maxLength: 12 })
  fc.assert(
    fc.property(words, words, (mine, theirs) => {
      const merged = mergedNote(mine, theirs, null, HEADING) ?? mine
      expect(merged).toContain(mine.trim())
      expect(merged).toContain(theirs.trim())
      expect(mergedNote(merged, theirs, theirs, HEADING)).toBeNull()
    }),
  )
})

const row: PlainRow = {
  id: 'a',
  author: null,
  colour: 'yellow',
  kind: 'highlight',
  role: null,
  comment: '',
  text: 'words',
  targets: '[1]',
  modified_at_ms: 1,
}
const changed = (more: PlainRow): PlainRow => ({ ...row, ...more })

test('of an annotation each side’s change stands, field by field, and what both changed stays as it is here', () => {
  const mine = changed({ colour: 'red', comment: 'mine', modified_at_ms: 5 })
  const theirs = changed({ role: 'claim', colour: 'blue', comment: 'theirs', author: 'Me', modified_at_ms: 9 })
  expect(mergedAnnotation(mine, theirs, row, 'Ada')).toEqual(
    changed({ colour: 'red', role: 'claim', comment: 'mine\n\nFrom Ada: theirs', modified_at_ms: 9 }),
  )
})

test('the words of an annotation and their place are taken together or not at all', () => {
  const theirs = changed({ text: 'other', targets: '[2]', modified_at_ms: 9 })
  expect(mergedAnnotation(row, theirs, row, 'Ada')).toMatchObject({ text: 'other', targets: '[2]' })
  expect(mergedAnnotation(changed({ text: 'mine' }), theirs, row, 'Ada')).toBeNull()
})

test('without a text that both had, the later change stands and no comment is lost', () => {
  const mine = changed({ comment: 'mine', modified_at_ms: 5 })
  expect(mergedAnnotation(mine, changed({ colour: 'red', comment: 'theirs', modified_at_ms: 3 }), null, 'Ada')).toMatchObject({
    colour: 'yellow',
    comment: 'mine\n\nFrom Ada: theirs',
  })
  expect(mergedAnnotation(mine, changed({ colour: 'red', comment: 'mine', modified_at_ms: 9 }), null, 'Ada')).toMatchObject({
    colour: 'red',
    comment: 'mine',
  })
})

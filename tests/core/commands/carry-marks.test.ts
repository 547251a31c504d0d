// Owns the facts about carrying marks over in a library: one step, once, and the old ones stay.
import { expect, it } from 'vitest'
import { addAnnotations } from '#core/commands/annotations.ts'
import { type AnchorText, findAgain, placedText } from '#core/annotations/reanchor.ts'
import { carryMarks } from '#core/commands/carry-marks.ts'
import { undo } from '#core/history.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import { MADE_HASH, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { openLibrary } from '#tests/support/library.ts'

const TO = 'b'.repeat(64)
const into: AnchorText = {
  text: 'before words 1 after and so on',
  place: (start, end) => ({
    targets: [{ page: 0, shape: { kind: 'quads', quads: [[start, 712, end, 712, start, 700, end, 700]] } }],
    text: 'words 1',
    sortKey: '00000|000007|00080',
    pageLabel: 'i',
  }),
}

it('carries what is found once, keeps the old marks, and takes it back in one step', () => {
  const library = openLibrary()
  addAnnotations(library.context, { annotations: [madeDraft(1, { tags: ['a'] }), madeDraft(2, { kind: 'area', quote: null })] })
  const before = annotationsOfFile(library.store, MADE_HASH)
  const carry = () => carryMarks(library.context, { fromHash: MADE_HASH, toHash: TO, into })
  expect(carry().sentence).toBe('1 kept, 0 moved, 1 not found; 1 to check.')
  expect(annotationsOfFile(library.store, TO)).toMatchObject([
    { tags: ['a'], text: 'words 1', pageLabel: 'i', position: { start: 7, end: 14 } },
  ])
  expect(carry()).toMatchObject({ historyId: null, report: [{ result: 'not-found', candidate: null }] })
  expect(annotationsOfFile(library.store, TO)).toHaveLength(1)
  undo(library.store)
  expect(annotationsOfFile(library.store, TO)).toEqual([])
  expect(annotationsOfFile(library.store, MADE_HASH)).toEqual(before)
})

it("'annotations.findAgain' tells the spans whose places 'annotations.reanchor' is given; one without a place is not found", () => {
  const library = openLibrary()
  addAnnotations(library.context, { annotations: [madeDraft(1), madeDraft(2, { quote: null })] })
  const found = findAgain(annotationsOfFile(library.store, MADE_HASH), into.text)
  expect(found).toMatchObject([{ start: 7, end: 14 }])
  const carry = (text: AnchorText) => carryMarks(library.context, { fromHash: MADE_HASH, toHash: TO, into: text }).sentence
  expect(carry(placedText(into.text, []))).toBe('0 kept, 0 moved, 2 not found; 2 to check.')
  const place = into.place(7, 14)
  expect(carry(placedText(into.text, place ? [{ start: 7, end: 14, ...place }] : []))).toBe('1 kept, 0 moved, 1 not found; 1 to check.')
})

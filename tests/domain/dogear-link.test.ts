// Owns the facts about dogear:// links: one names a paper, a file, a mark, a day or a week, or it is nothing.
import { expect, test } from 'vitest'
import { linkToMark, parseDogearLink } from '#domain/dogear-link.ts'

const ID = '3f2b8c1e-7f52-4a60-9a47-9d1a6f0c1b22'
const HASH = 'a'.repeat(64)

test('a link to a paper gives its id, of the new kind and the old', () => {
  expect(parseDogearLink('dogear://paper/2401.12345')).toEqual({ kind: 'paper', id: '2401.12345', annotation: null })
  expect(parseDogearLink('DOGEAR://paper/hep-th/9901001/')).toEqual({ kind: 'paper', id: 'hep-th/9901001', annotation: null })
})

test('the link to a mark leads back to it, with a paper behind the file and without', () => {
  const onPaper = linkToMark({ id: ID, paperId: '2401.12345', fileHash: HASH })
  expect(onPaper).toBe(`dogear://paper/2401.12345?annotation=${ID}`)
  expect(parseDogearLink(onPaper)).toEqual({ kind: 'paper', id: '2401.12345', annotation: ID })
  expect(parseDogearLink(linkToMark({ id: ID, paperId: null, fileHash: HASH }))).toEqual({ kind: 'file', hash: HASH, annotation: ID })
})

test('a link to a day or a week gives its list', () => {
  expect(parseDogearLink('dogear://day/2026-08-21')).toEqual({ kind: 'list', place: { kind: 'day', day: '2026-08-21' }, annotation: null })
  expect(parseDogearLink('dogear://week/2026-W34/')).toMatchObject({ place: { kind: 'week', week: '2026-W34' } })
})

for (const link of [
  'dogear://day/2026-02-30',
  'dogear://week/2026-W54',
  `dogear://day/2026-08-21?annotation=${ID}`,
  'dogear://paper/',
  'dogear://paper/../../etc/passwd',
  'dogear://paper/2401.12345?run=1',
  'dogear://paper/2401.12345?annotation=1',
  `dogear://paper/2401.12345?annotation=${ID}&annotation=${ID}`,
  'dogear://paper/2401.12345#x',
  'dogear://user@paper/2401.12345',
  'dogear://settings/set',
  'dogear://file/../../etc/passwd',
  `dogear://file/${HASH.toUpperCase()}`,
  'dogear:paper/2401.12345',
  'https://paper/2401.12345',
  'dogear://paper/<script>',
  `dogear://paper/${'1'.repeat(500)}`,
  'dogear://',
  '',
]) {
  test(`${JSON.stringify(link.slice(0, 60))} is nothing`, () => {
    expect(parseDogearLink(link)).toBeUndefined()
  })
}

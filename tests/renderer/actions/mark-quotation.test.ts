// Owns the facts about a mark in a note: its words, a link that leads back, and the note as it was before it.
import { expect, test } from 'vitest'
import type { Annotation } from '#domain/annotation.ts'
import { linkToMark, parseDogearLink } from '#domain/dogear-link.ts'
import { withQuotation } from '#renderer/actions/mark-quotation.ts'

const mark: Annotation = {
  id: '3f2b8c1e-7f52-4a60-9a47-9d1a6f0c1b22',
  paperId: '2401.12345',
  fileHash: 'a'.repeat(64),
  kind: 'highlight',
  colour: 'green',
  role: null,
  comment: '',
  tags: [],
  targets: [{ page: 2, shape: { kind: 'point', point: [10, 10] } }],
  quote: null,
  position: null,
  text: 'twice  as *fast* [4]',
  sortKey: '00002|000000|00000',
  pageLabel: '3',
  anchor: { state: 'exact', score: 1 },
  createdAtMs: 0,
  modifiedAtMs: 0,
  author: null,
  source: null,
}

test('the words stand as they are on the page, and the link leads back to the mark', () => {
  const text = withQuotation('', mark)
  expect(text).toContain('> twice as \\*fast\\* \\[4\\]\n>\n> — [page 3](')
  const link = /\((dogear:[^)]*)\)/.exec(text)?.[1] ?? ''
  expect(link).toBe(linkToMark(mark))
  expect(parseDogearLink(link)).toMatchObject({ annotation: mark.id })
})

test('what was in the note stays byte for byte, and an empty line stands between', () => {
  for (const [before, between] of [
    ['One line', '\n\n'],
    ['One line\n', '\n'],
    ['One line\n\n', ''],
  ]) {
    expect(withQuotation(before ?? '', mark).startsWith(`${before}${between}> twice`)).toBe(true)
  }
})

test('a note with the line ends of Windows keeps one kind of them', () => {
  expect(withQuotation('One\r\ntwo', { ...mark, comment: 'first\nsecond' })).not.toMatch(/[^\r]\n/)
})

test('the comment follows as Markdown, and a mark without words is its link', () => {
  const text = withQuotation('', { ...mark, text: '', comment: 'See **this**' })
  expect(text).toBe(`[page 3](${linkToMark(mark)})\n\nSee **this**\n`)
})

// Owns the facts about a note in two places: nothing that was written in either is lost.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settleNote } from '#core/exchange/vault/settle-note.ts'

test.each([
  ['nothing changed', 'a', 'a', 'a', 'write'],
  ['changed here', 'b', 'a', 'a', 'write'],
  ['changed in the vault', 'a', 'b', 'a', 'take'],
  ['emptied in the vault', 'a', '', 'a', 'take'],
  ['changed in both to the same', 'b', 'b', 'a', 'write'],
  ['changed in both', 'b', 'c', 'a', 'conflict'],
  ['taken away here, changed there', '', 'c', 'a', 'conflict'],
  ['no place for it in the file', 'b', null, 'a', 'write'],
  ['a file that was there before Dogear, with a note', '', 'c', null, 'take'],
  ['a file that was there before Dogear, with another note', 'b', 'c', null, 'conflict'],
  ['a new file with nothing in it', 'b', ' \n', null, 'write'],
  ['line ends of another system', 'a\nb', 'a\r\nb\r', 'a\nb', 'write'],
])('%s', (_, mine, theirs, base, kind) => {
  expect(settleNote({ mine, theirs, base }).kind).toBe(kind)
})

test('a text that differs from what both had is never written over', () => {
  const texts = fc.constantFrom('', 'a', 'b', 'c\n', 'a\r\nb', ' ')
  fc.assert(
    fc.property(texts, texts, texts, (mine, theirs, base) => {
      const settled = settleNote({ mine, theirs, base })
      // the vault's is overwritten by `write`, the library's by `take`
      if (settled.kind === 'write') expect([mine, base]).toContain(theirs)
      if (settled.kind === 'take') expect(mine).toBe(base)
    }),
  )
})

// Owns the proof that what stands in the way in a chosen folder is a sentence.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { DogearError } from '#domain/errors.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { expect, test } from 'vitest'

test('a file or a circle of links where a folder has to be is told, and a folder is not written over', () => {
  const chosen = tempFolder()
  const folders = createOutsideFolders(tempFolder())
  writeFileSync(path.join(chosen, 'papers'), 'mine')
  mkdirSync(path.join(chosen, 'note.md'))
  symlinkSync('round', path.join(chosen, 'round'))
  expect(refusal(() => folders.write(chosen, 'papers/a.md', 'text', null))).toMatchObject({ code: 'conflict' })
  expect(refusal(() => folders.write(chosen, 'round/a.md', 'text', null))).toBeInstanceOf(DogearError)
  expect(folders.write(chosen, 'note.md', 'text', null)).toBeNull()
  expect(folders.read(chosen, 'papers')).toBe('mine')
})

function refusal(work: () => unknown): unknown {
  try {
    return work()
  } catch (thrown) {
    return thrown
  }
}

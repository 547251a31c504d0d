// Owns the facts about atomic writes and names that lead out.
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { pathInside, writeFileAtomic } from '#adapters/files.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

test('a name inside the folder is found, also one that is not there yet', () => {
  const folder = tempFolder()
  mkdirSync(path.join(folder, 'pdf'))
  expect(pathInside(folder, 'pdf/2401.00001.pdf')).toBe(path.join(folder, 'pdf', '2401.00001.pdf'))
})

for (const name of ['../x', 'pdf/../../x', '/etc/passwd', '', '.', 'a\0b', 'C:\\x', 'C:x']) {
  test(`the name ${JSON.stringify(name)} is refused`, () => {
    const folder = tempFolder()
    mkdirSync(path.join(folder, 'pdf'))
    expect(() => pathInside(folder, name)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })
}

testUnless(process.platform === 'win32' ? 'Windows keeps its permissions and links in another way' : null)(
  'a link that leads out is refused',
  () => {
    const folder = tempFolder()
    symlinkSync(tempFolder(), path.join(folder, 'out'))
    expect(() => pathInside(folder, 'out/x')).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  },
)

test('a write replaces the whole file, is its owner’s alone and leaves nothing beside it', () => {
  const folder = tempFolder()
  const file = path.join(folder, 'a.json')
  writeFileSync(file, 'a much longer text than the next one')
  writeFileAtomic(file, 'new')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['a.json'])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a write that fails keeps the old file and leaves nothing beside it', () => {
  const folder = tempFolder()
  mkdirSync(path.join(folder, 'a.json'))
  expect(() => writeFileAtomic(path.join(folder, 'a.json'), 'new')).toThrow()
  expect(readdirSync(folder)).toEqual(['a.json'])
})

// Owns the facts about atomic writes.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeFileAtomic } from '#adapters/files.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

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

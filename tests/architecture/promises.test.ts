// Owns the proof that every test which the page of promises names is there.
import { expect, test } from 'vitest'
import { textOf } from './sources.ts'

const rows = textOf('.github/promises.md').matchAll(/^\| [^|]+ \| `([^`]+\.test\.ts)`\s*\| ([^|]+?)\s*\|$/gm)

test('every promise names a test that exists', () => {
  const named = [...rows].map(([, file = '', name = '']) => ({ file, name }))
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(({ file, name }) => !textOf(file).includes(name))).toEqual([])
})

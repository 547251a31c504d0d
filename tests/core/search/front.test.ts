// Owns the proof that several slips in one search are seen through.
import { expect, test } from 'vitest'
import { searchedLibrary } from './searched-library.ts'

test('a slip that hits another word is seen through where a second word is misspelt too', async () => {
  const others = Array.from({ length: 1000 }, (_, at) => ({ id: `2610.${String(at).padStart(5, '0')}`, abstract: 'Plain.' }))
  const leaning = ['2611.00021', '2611.00022', '2611.00023'].map((id) => ({ id, title: `Leaning towers ${id.at(-1)}` }))
  const harbours = ['2611.00025', '2611.00026'].map((id) => ({ id, title: 'Harbours' }))
  const { found } = searchedLibrary([...others, ...leaning, ...harbours, { id: '2611.00024', title: 'Learning harbours' }])
  expect((await found('leaning harbuors '))[0]).toBe('2611.00024')
  expect((await found('leaning towers '))[0]).not.toBe('2611.00024')
})

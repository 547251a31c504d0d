// Owns the facts about what lifts a paper that was found.
import { expect, test } from 'vitest'
import { searchedLibrary, storeMark } from './searched-library.ts'

test('the exact title comes first', async () => {
  const { found } = searchedLibrary([
    { id: '2611.00001', title: 'On signal lamps and signal lamps', abstract: 'Signal lamps, signal lamps, signal lamps.' },
    { id: '2611.00002', title: 'Signal lamps' },
  ])
  expect((await found('signal lamps'))[0]).toBe('2611.00002')
})

test('a paper in the library comes before its equal', async () => {
  const { library, found } = searchedLibrary([
    { id: '2611.00001', title: 'Lamp one' },
    { id: '2611.00002', title: 'Lamp two' },
    { id: '2611.00003', title: 'Lamp six' },
  ])
  storeMark(library, '2611.00002', 'shortlist')
  expect((await found('lamp '))[0]).toBe('2611.00002')
})

test('of equal papers the one whose words stand close together comes first, then the newer one', async () => {
  const apart = `A lamp. ${'Nothing stands here. '.repeat(5)}A quay.`
  const { found } = searchedLibrary([
    { id: '2611.00001', title: 'One', abstract: apart },
    { id: '2611.00002', title: 'Two', abstract: `${'Nothing stands here. '.repeat(5)}A lamp. A quay.` },
    { id: '2611.00003', title: 'Six', abstract: 'The crane turns.', day: '2024-01-01' },
    { id: '2611.00004', title: 'Ten', abstract: 'The crane turns.', day: '2026-11-19' },
  ])
  expect(await found('lamp quay ')).toEqual(['2611.00002', '2611.00001'])
  expect(await found('crane ')).toEqual(['2611.00004', '2611.00003'])
})

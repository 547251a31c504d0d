// Owns the facts about outlines.
import { expect, it } from 'vitest'
import { flatOutline, lineAt } from '#renderer/reader/outline.ts'

type Entry = Parameters<typeof flatOutline>[0][number]
const entry = (title: string, ...items: Entry[]): Entry => ({ title, dest: title, items })

it('is flat, in order, with depths', () => {
  expect(flatOutline([entry('1', entry('1.1')), entry(' 2\n two ')])).toEqual([
    { title: '1', depth: 0, destination: '1' },
    { title: '1.1', depth: 1, destination: '1.1' },
    { title: '2 two', depth: 0, destination: ' 2\n two ' },
  ])
})

it('ends where it loops', () => {
  const loop = entry('again')
  loop.items.push(loop, entry('inside'))
  expect(flatOutline([loop]).map(({ title }) => title)).toEqual(['again', 'inside'])
})

it('knows the line that a place belongs to: the nearest above it, of two in one place the later', () => {
  const places = [{ page: 0, y: 700 }, null, { page: 2, y: null }, { page: 2, y: 500 }, { page: 2, y: 500 }, { page: 1, y: 300 }]
  const at = (page: number, y: number): number => lineAt(places, page, y)
  expect([at(0, 750), at(0, 700), at(0, 10), at(1, 400), at(1, 300), at(2, 780), at(2, 500), at(9, 0)]).toEqual([-1, 0, 0, 0, 5, 2, 4, 4])
  expect(lineAt([], 3, 0)).toBe(-1)
})

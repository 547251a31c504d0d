// Owns the facts about outlines.
import { expect, it } from 'vitest'
import { flatOutline } from '#renderer/reader/outline.ts'

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

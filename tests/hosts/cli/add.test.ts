// Owns the facts about `dogear add`: what comes of it, and the number that tells a script to try again.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newDesk } from './dogear.ts'

it('ends with 5 where a part could not be fetched, keeps the other part, and goes on when asked again', async () => {
  const desk = await newDesk()
  await desk.run(['sync', '--from', '2026-08-21'])
  const [here = ''] = (await desk.json<{ id: string }[]>(['list'])).map(({ id }) => id)
  const file = path.join(desk.folder, 'list.txt')
  writeFileSync(file, `https://www.alphaxiv.org/abs/${here}\n2403.66805\n`)
  const cut = await desk.run(['add', '--file', file, '--offline', '--json'])
  expect(cut.code).toBe(5)
  expect(JSON.parse(cut.stdout)).toMatchObject({ added: [], known: [here], waiting: ['2403.66805'] })
  expect(JSON.parse(cut.stdout)).toHaveProperty(
    'sentence',
    expect.stringMatching(/^One was .*One paper could not be fetched: .*again to go on\.$/),
  )
  const again = await desk.run(['add', '--file', file])
  expect([again.code, again.stdout]).toEqual([0, 'Added one paper. One was in the library already.\n'])
  const later = await desk.json<{ id: string }[]>(['list', '--state', 'later'])
  expect(later.map(({ id }) => id).toSorted()).toEqual(['2403.66805', here].toSorted())
})

it('ends with 5 where nothing at all could be fetched, and with 2 where nothing is named', async () => {
  const desk = await newDesk()
  const cut = await desk.run(['add', '2403.66805', '--offline'])
  expect([cut.code, cut.stdout]).toEqual([5, ''])
  expect((await desk.run(['add', 'no paper'])).code).toBe(2)
})

// Owns the proof that what is shown before core answers is kept or taken back exactly.
import { expect, test } from 'vitest'
import { PapersCache, type RowChange } from '#renderer/state/papers.ts'
import { paperRow } from '../paper-rows.ts'

const ID = '2401.00001'

test('a change is shown at once and taken back when it is refused', () => {
  const papers = new PapersCache()
  papers.put([paperRow(ID)])
  const token = papers.patch([ID], { state: 'later' })
  expect(papers.get(ID)?.state).toBe('later')
  papers.settle(token, [ID], false)
  expect(papers.get(ID)?.state).toBe('inbox')
})

test('a row that is read meanwhile does not hide a change that waits', () => {
  const papers = new PapersCache()
  papers.put([paperRow(ID)])
  const token = papers.patch([ID], { state: 'later' })
  papers.put([paperRow(ID, { votes: 9 })])
  expect(papers.get(ID)).toMatchObject({ state: 'later', votes: 9 })
  papers.settle(token, [ID], true)
  expect(papers.get(ID)).toMatchObject({ state: 'later', votes: 9 })
})

test('of two changes the refused one goes and the other stays', () => {
  const papers = new PapersCache()
  papers.put([paperRow(ID)])
  const first = papers.patch([ID], { state: 'later' })
  const second = papers.patch([ID], { read: true })
  papers.settle(first, [ID], false)
  papers.settle(second, [ID], true)
  expect(papers.get(ID)).toMatchObject({ state: 'inbox', read: true })
})

test('the same facts keep the same row, and nobody is told', () => {
  const papers = new PapersCache()
  papers.put([paperRow(ID)])
  const before = papers.get(ID)
  const told: RowChange[] = []
  papers.watch((changes) => told.push(...changes))
  papers.put([paperRow(ID)])
  expect(papers.get(ID)).toBe(before)
  expect(told).toEqual([])
})

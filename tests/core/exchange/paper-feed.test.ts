// Owns the facts about feeds: a day's papers in its order, each told whole, and one reading of the library however many there are.
import { expect, test } from 'vitest'
import { openDesk } from './exchange-desk.ts'

const DAY = '2026-11-20'
const papers = Array.from({ length: 500 }, (_, place) => ({
  id: `2611.${String(place + 1).padStart(5, '0')}`,
  title: `The $${place}$th fold`,
  votes: 500 - place,
  day: DAY,
}))

interface JsonFeed {
  title: string
  items: { url: string; title: string; content_text: string; date_published: string; authors: { name: string }[] }[]
}

test('a feed of a day tells of its papers in the order of the day, with arXiv’s own words where they are here', async () => {
  const desk = openDesk(papers, () => ({}))
  desk.store.sql.exec(`INSERT INTO arxiv_records (paper_id, title, abstract, authors, version, categories, fetched_at_ms)
    SELECT id, 'From arXiv', 'An abstract of arXiv', authors, 1, '[]', 0 FROM papers WHERE id = '2611.00002'`)
  const { text, papers: count, type } = await desk.call('papers.feed', { of: 'day', format: 'json', limit: 3 })
  const { items, title } = JSON.parse(text) as JsonFeed
  expect([count, type, title]).toEqual([3, 'application/feed+json; charset=utf-8', 'Daily papers'])
  expect(items.map(({ url }) => url)).toEqual(papers.slice(0, 3).map(({ id }) => `https://huggingface.co/papers/${id}`))
  expect(items[1]).toMatchObject({
    title: 'From arXiv',
    content_text: '499 votes. An abstract of arXiv',
    date_published: `${DAY}T00:00:00.000Z`,
  })
  expect(items[0]?.authors.length).toBeGreaterThan(0)
})

test('five hundred papers are read with as many statements as three', async () => {
  const desk = openDesk(papers, () => ({}))
  const { prepare } = desk.store.sql
  let reads = 0
  desk.store.sql.prepare = (sql) => {
    reads += 1
    return prepare.call(desk.store.sql, sql)
  }
  const readsFor = async (limit: number): Promise<number> => {
    const before = reads
    await desk.call('papers.feed', { of: 'day', day: DAY, format: 'atom', limit })
    return reads - before
  }
  // what a start looks after reads too
  await readsFor(3)
  expect(await readsFor(500)).toBe(await readsFor(3))
})

// Checks what the replica says of single papers: the bare record, search, Markdown, and refusals.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { UpstreamPaper } from '#tests/fixtures/upstream-shape.ts'
import { refusalAt, rowsAt } from './asking.ts'
import type { Replica } from './replica.ts'
import { startReplica } from './replica.ts'

let replica: Replica
beforeAll(async () => {
  replica = await startReplica()
})
afterAll(() => replica.close())

it('gives one bare paper with its linked lists, as it was on its newest day', async () => {
  const paper = (await (await fetch(`${replica.url}/api/papers/2608.99001`)).json()) as UpstreamPaper & Record<string, unknown>
  expect(paper.id).toBe('2608.99001')
  expect(paper.upvotes).toBe(341)
  expect(paper['paper']).toBeUndefined()
  expect(paper['numComments']).toBeUndefined()
  expect(paper['linkedModels']).toEqual([])
  expect(paper['numTotalSpaces']).toBe(0)
})

it('answers 404 with a JSON error for a paper that is not indexed and for addresses that never existed', async () => {
  for (const path of ['2608.00001', 'trending', '2608.99001/models', '2608.99001/discussions']) {
    expect(await refusalAt(`${replica.url}/api/papers/${path}`)).toEqual({ status: 404, error: expect.any(String) })
  }
})

it('finds papers by words and by id, wrapped like rows of the feed', async () => {
  const rows = (await rowsAt(`${replica.url}/api/papers/search?q=kettle%20altitudes`)) as unknown as Record<string, unknown>[]
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    paper: { id: '2608.99001' },
    highlightedTitle: expect.stringContaining('KettleBench'),
    numComments: expect.any(Number),
  })
  expect(await rowsAt(`${replica.url}/api/papers/search?q=2608.99002`)).toHaveLength(1)
  expect(await rowsAt(`${replica.url}/api/papers/search?q=the&limit=7`)).toHaveLength(7)
})

it('refuses a search without words, with too many letters or for too many results', async () => {
  for (const question of ['', `q=${'a'.repeat(251)}`, 'q=a&limit=121', 'q=a&limit=0']) {
    expect((await refusalAt(`${replica.url}/api/papers/search?${question}`)).status).toBe(400)
  }
})

it('pages through all papers with a cursor, newest first', async () => {
  const seen: string[] = []
  for (let next: string | undefined = '/api/papers?limit=100'; next !== undefined;) {
    const response: Response = await fetch(`${replica.url}${next}`)
    seen.push(...((await response.json()) as { paper: { id: string } }[]).map((row) => row.paper.id))
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
  }
  expect(seen).toHaveLength(148)
  expect(new Set(seen).size).toBe(148)
})

it('gives a paper as Markdown by its ending or by what is accepted, and as a page otherwise', async () => {
  const byEnding = await fetch(`${replica.url}/papers/2608.99001.md`)
  const byHeader = await fetch(`${replica.url}/papers/2608.99001`, { headers: { Accept: 'text/markdown' } })
  const page = await fetch(`${replica.url}/papers/2608.99001`)
  expect(byEnding.headers.get('content-type')).toContain('text/markdown')
  expect(await byHeader.text()).toBe(await byEnding.text().then((text) => (expect(text).toContain('$100^\\circ$'), text)))
  expect(page.headers.get('content-type')).toContain('text/html')
  expect((await fetch(`${replica.url}/papers/2608.00001.md`)).status).toBe(404)
})

it('refuses every write', async () => {
  const response = await fetch(`${replica.url}/api/papers/2608.99001/comment`, { method: 'POST', body: '{"comment":"hello"}' })
  expect(response.status).toBe(401)
})

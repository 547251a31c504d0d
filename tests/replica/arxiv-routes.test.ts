// Checks the replica's arXiv over HTTP: Atom by ids and by search, errors that look like answers, and abstract pages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STORIES } from '#tests/fixtures/stories.ts'
import type { Replica } from './replica.ts'
import { startReplica } from './replica.ts'

let replica: Replica
beforeAll(async () => {
  replica = await startReplica()
})
afterAll(() => replica.close())

async function ask(question: string): Promise<string> {
  const response = await fetch(`${replica.url}/api/query?${question}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=UTF-8'])
  return response.text()
}

const idsIn = (feed: string) => [...feed.matchAll(/<id>http:\/\/arxiv\.org\/abs\/([^<]+)<\/id>/g)].map((match) => match[1])
const totalIn = (feed: string) => Number(/<opensearch:totalResults[^>]*>(\d+)</.exec(feed)?.[1])

describe('the query interface', () => {
  it('gives the newest version of each id in the order of the list', async () => {
    const feed = await ask('id_list=2608.99002,2608.99001')
    expect(idsIn(feed)).toEqual(['2608.99002v1', '2608.99001v2'])
    expect(totalIn(feed)).toBe(2)
  })

  it('keeps the TeX that Hugging Face has lost, hard-wrapped', async () => {
    const feed = await ask('id_list=2608.99001')
    const summary = /<summary>([\s\S]*?)<\/summary>/.exec(feed)?.[1] ?? ''
    expect(summary.trim()).toContain('\n')
    expect(summary.replace(/\s+/g, ' ').trim()).toBe(STORIES.kettle.abstract)
  })

  it('escapes markup in titles and abstracts', async () => {
    const feed = await ask('id_list=2608.99006')
    expect(feed).toContain('&lt;script&gt;')
    expect(feed).not.toContain('<script>')
  })

  it('gives categories with the ACM and MSC kinds, comment, DOI, journal and affiliation', async () => {
    const feed = await ask('id_list=2608.99001,2608.99002,2608.99003')
    expect(feed).toContain('term="68T07, 62M45"')
    expect(feed).toContain('>17 pages, 6 figures, one burnt finger</arxiv:comment>')
    expect(feed).toContain('>10.99999/dogear.2026.0002</arxiv:doi>')
    expect(feed).toContain('Journal of Unhurried Systems 4 (2026) 112-131</arxiv:journal_ref>')
    expect(feed).toContain('Institute for Slow Computing</arxiv:affiliation>')
    expect(feed.match(/<arxiv:primary_category [^>]*term="cs\.LG"/g)).toHaveLength(1)
  })

  it('gives the version that is asked for and leaves out one that does not exist', async () => {
    expect(idsIn(await ask('id_list=2608.99001v1,2608.99002v2,2608.99003v0'))).toEqual(['2608.99001v1'])
  })

  it('leaves out ids it does not have without a word', async () => {
    const feed = await ask('id_list=2608.00001,2608.99002,hep-th/9901001')
    expect(idsIn(feed)).toEqual(['2608.99002v1'])
    expect(totalIn(feed)).toBe(1)
  })

  it('gives ten results unless told, from the start that is asked for', async () => {
    const list = Array.from({ length: 24 }, (_, at) => `2608.${99_001 + at}`).join(',')
    expect(idsIn(await ask(`id_list=${list}`))).toHaveLength(10)
    expect(idsIn(await ask(`id_list=${list}&max_results=100`))).toHaveLength(24)
    const second = await ask(`id_list=${list}&start=20&max_results=10`)
    expect(idsIn(second)).toHaveLength(4)
    expect(totalIn(second)).toBe(24)
    expect(second).toMatch(/startIndex[^>]*>20</)
  })

  it('lists hidden authors, as arXiv hides nobody', async () => {
    expect(await ask('id_list=2608.99008')).toContain('<name>Quietus Nemo Unseen</name>')
  })

  it('takes the same question as a form', async () => {
    const response = await fetch(`${replica.url}/api/query`, { method: 'POST', body: new URLSearchParams({ id_list: '2608.99001' }) })
    expect(idsIn(await response.text())).toEqual(['2608.99001v2'])
  })

  it('searches by field and joins with AND, OR and ANDNOT', async () => {
    expect(idsIn(await ask('search_query=ti:hedgehog+AND+cat:cs.LG'))).toEqual(['2608.99003v1'])
    const either = await ask('search_query=ti:snailmail+OR+ti:foghorn:&max_results=50')
    expect(idsIn(either)).toContain('2608.99002v1')
    expect(idsIn(await ask('search_query=all:%22carrier+pigeon%22+ANDNOT+au:wolkenstam'))).toEqual([])
    expect(idsIn(await ask('search_query=ti:kettlebench&id_list=2608.99001,2608.99002'))).toEqual(['2608.99001v2'])
  })

  it('sorts by date both ways', async () => {
    const dates = async (order: string) =>
      [
        ...(await ask(`search_query=cat:cs.CL&sortBy=submittedDate&sortOrder=${order}&max_results=500`)).matchAll(/<published>([^<]+)/g),
      ].map((match) => match[1] ?? '')
    const rising = await dates('ascending')
    expect(rising.length).toBeGreaterThan(10)
    expect(rising).toEqual(rising.toSorted())
    expect(await dates('descending')).toEqual(rising.toReversed())
  })

  it.each([
    ['id_list=2608.9900', 0, 'none'],
    ['id_list=1234.12345678', 1, 'incorrect id format for 1234.12345678'],
    ['id_list=../../etc/passwd', 1, 'incorrect id format'],
    ['search_query=all:tea&start=-1', 1, 'start must be non-negative'],
    ['search_query=all:tea&start=x', 1, 'start must be an integer'],
    ['search_query=all:tea&max_results=-1', 1, 'max_results must be non-negative'],
    ['search_query=all:tea&max_results=x', 1, 'max_results must be an integer'],
  ])('answers %s with an error that looks like an answer where it is one', async (question, errors, message) => {
    const feed = await ask(question)
    expect(feed.match(/<id>http:\/\/arxiv\.org\/api\/errors#/g) ?? []).toHaveLength(errors)
    if (errors > 0) {
      expect(feed).toContain('<title>Error</title>')
      expect(feed).toContain(message)
    }
  })

  it('refuses more than 30,000 results with 400', async () => {
    expect((await fetch(`${replica.url}/api/query?search_query=all:tea&max_results=30001`)).status).toBe(400)
  })
})

it('makes a record from the recorded row where no file has one', async () => {
  const other = await startReplica({ papers: [] })
  try {
    const feed = await (await fetch(`${other.url}/api/query?id_list=2608.99005`)).text()
    expect(idsIn(feed)).toEqual(['2608.99005v1'])
    expect(feed).toContain('Marginalia-7B')
  } finally {
    await other.close()
  }
})

it('shows an abstract page and an HTML 404', async () => {
  const page = await fetch(`${replica.url}/abs/2608.99001v1`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/pdf/2608.99001v1')])
  for (const path of ['/abs/2608.00001', '/abs/2608.99001v9', '/html/2608.00001']) {
    const missing = await fetch(`${replica.url}${path}`)
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  }
})

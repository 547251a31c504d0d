// Owns the facts about asking arXiv for abstracts and reading its Atom.
import { describe, expect, test } from 'vitest'
import { arxivQueryUrl, parseArxivFeed } from '#core/source/arxiv.ts'
import { ArxivRecord } from '#domain/paper.ts'

const entry = (id: string, fields = ''): string => `
  <entry>
    <id>http://arxiv.org/abs/${id}</id>
    <updated>2026-11-19T10:00:00Z</updated>
    <published>2026-11-17T18:30:00Z</published>
    <title>Rounding at $9\\times$ the
  speed</title>
    <summary>  We show $\\alpha &lt; \\frac{1}{2}$ for all
things, so A &amp; B hold.
</summary>
    <author><name>Ada Example</name><arxiv:affiliation>Somewhere</arxiv:affiliation></author>
    <author><name>Ben Example</name></author>
    ${fields}
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="I.2.6" scheme="http://arxiv.org/schemas/atom"/>
    <category term="68T50, 51A05" scheme="http://arxiv.org/schemas/atom"/>
  </entry>`

const feed = (entries: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title type="html">ArXiv Query</title><id>http://arxiv.org/api/abc</id><updated>2026-11-20T00:00:00-05:00</updated>
  <opensearch:totalResults>1</opensearch:totalResults>
  ${entries}
</feed>`

test('asks by a list of ids and says how many it expects', () => {
  const url = new URL(arxivQueryUrl('https://export.arxiv.org', ['2611.00001', 'hep-th/9901001']))
  expect(url.origin + url.pathname).toBe('https://export.arxiv.org/api/query')
  expect(Object.fromEntries(url.searchParams)).toEqual({ id_list: '2611.00001,hep-th/9901001', start: '0', max_results: '2' })
})

describe('an entry', () => {
  test('keeps its TeX as written, with white space folded', () => {
    const [record] = parseArxivFeed(feed(entry('2611.00001v2')))
    expect(record).toMatchObject({
      title: 'Rounding at $9\\times$ the speed',
      abstract: 'We show $\\alpha < \\frac{1}{2}$ for all things, so A & B hold.',
    })
  })

  test('gives its version apart from its id, and its own categories only', () => {
    const fields =
      '<arxiv:primary_category term="cs.LG"/><arxiv:doi>10.1/x</arxiv:doi><arxiv:journal_ref>J. of  Things 1</arxiv:journal_ref><arxiv:comment>9 pages</arxiv:comment>'
    const [record] = parseArxivFeed(feed(entry('2611.00001v12', fields)))
    expect(ArxivRecord.parse(record)).toEqual({
      id: '2611.00001',
      version: 12,
      title: 'Rounding at $9\\times$ the speed',
      abstract: 'We show $\\alpha < \\frac{1}{2}$ for all things, so A & B hold.',
      authors: ['Ada Example', 'Ben Example'],
      categories: ['cs.LG'],
      primaryCategory: 'cs.LG',
      doi: '10.1/x',
      journalRef: 'J. of Things 1',
      comment: '9 pages',
      publishedAtMs: Date.parse('2026-11-17T18:30:00Z'),
      updatedAtMs: Date.parse('2026-11-19T10:00:00Z'),
    })
  })

  test('may have an old-style id', () => {
    expect(parseArxivFeed(feed(entry('math.CA/0611800v2'))).map((record) => [record.id, record.version])).toEqual([['math/0611800', 2]])
  })

  test('may name its elements with other prefixes', () => {
    const xml = `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>http://arxiv.org/abs/2611.00001v1</a:id><a:title>T</a:title><a:summary><![CDATA[a < b]]></a:summary>
      <x:comment xmlns:x="http://arxiv.org/schemas/atom">fine</x:comment></a:entry></a:feed>`
    expect(parseArxivFeed(xml)).toMatchObject([{ title: 'T', abstract: 'a < b', comment: 'fine' }])
  })

  test('without an id or abstract is left out and the others stay', () => {
    const bare =
      '<entry><id>http://arxiv.org/abs/2611.00009v1</id><title>No abstract</title></entry><entry><title>x</title><summary>y</summary></entry>'
    expect(parseArxivFeed(feed(bare + entry('2611.00001v1'))).map((record) => record.id)).toEqual(['2611.00001'])
  })

  test('with a path for an id is left out', () => {
    expect(parseArxivFeed(feed(entry('../../etc/passwd')))).toEqual([])
  })
})

test('a feed without entries is no records', () => {
  expect(parseArxivFeed(feed(''))).toEqual([])
})

test("arXiv's error in the dress of a feed is an error that is not tried again as it was", () => {
  const xml = feed(
    '<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title><summary>incorrect id format for x</summary></entry>',
  )
  expect(() => parseArxivFeed(xml)).toThrow(
    expect.objectContaining({ code: 'upstream', retryable: false, detail: 'incorrect id format for x' }),
  )
})

test.each([
  ['a page', '<!DOCTYPE html><html><body>Busy</body></html>'],
  ['half a feed', feed(entry('2611.00001v1')).slice(0, 900)],
  ['nothing', ''],
  ['another document', '<rss></rss>'],
  [
    'an entity of its own',
    '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>',
  ],
  ['an entity that is not declared', '<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>'],
])('%s instead of a feed is worth another try', (_name, xml) => {
  expect(() => parseArxivFeed(xml)).toThrow(expect.objectContaining({ code: 'upstream', retryable: true }))
})

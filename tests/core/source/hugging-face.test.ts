// Owns the facts about reading Hugging Face's rows: every trap that was recorded, and rows that are plainly bad.
import { describe, expect, test } from 'vitest'
import { parseDailyPapers, type SourceRow } from '#core/source/hugging-face.ts'
import { SourcePaper } from '#domain/paper.ts'
import { madeRow } from './made-row.ts'

const ID = '2611.01234'

function only(row: unknown, askedDay: string | null = '2026-11-18'): SourceRow {
  const { rows, setAside } = parseDailyPapers([row], askedDay)
  expect(setAside).toEqual([])
  expect(rows).toHaveLength(1)
  return rows[0] as SourceRow
}

function refusal(row: unknown): { reason: string; paperId: string | null; excerpt: string } {
  const { rows, setAside } = parseDailyPapers([row], '2026-11-18')
  expect(rows).toEqual([])
  expect(setAside).toHaveLength(1)
  return setAside[0] as { reason: string; paperId: string | null; excerpt: string }
}

describe('a whole row', () => {
  test('becomes a paper that the domain accepts', () => {
    const { paper, metrics, day, sourceIndex } = only(madeRow(ID))
    expect(SourcePaper.parse(paper)).toEqual(paper)
    expect(paper).toMatchObject({
      id: ID,
      authors: [{ name: 'Ada Example' }, { name: 'Ben Example', handle: 'ben' }],
      submitter: { handle: 'cara', name: 'Cara Example' },
      codeUrl: 'https://github.com/example/thing',
      keywords: ['things', 'roundness'],
    })
    expect(metrics).toEqual({ votes: 7, comments: 2, stars: 12 })
    expect([day, sourceIndex]).toEqual(['2026-11-18', 0])
  })

  test('has the day that was asked for, whatever the row says', () => {
    expect(only(madeRow(ID), '2026-11-20').day).toBe('2026-11-20')
  })

  test('tells its own day when none was asked for', () => {
    expect(only(madeRow(ID), null).day).toBe('2026-11-18')
  })

  test('has no day when it tells none, an impossible one or one before the feed began', () => {
    for (const submittedOnDailyAt of [undefined, '2026-13-40T00:00:00Z', '2021-01-01T00:00:00Z', 5, 'yesterday']) {
      expect(only(madeRow(ID, { paper: { submittedOnDailyAt } }), null).day).toBeNull()
    }
  })

  test('ignores the outer publishedAt, which is a day early', () => {
    expect(only(madeRow(ID)).paper.publishedAtMs).toBe(Date.parse('2026-11-17T00:00:00.000Z'))
    expect(only(madeRow(ID, { paper: { publishedAt: undefined } })).paper.publishedAtMs).toBeNull()
  })

  test('may lack everything but its id and title', () => {
    const { paper, metrics } = only({ paper: { id: ID, title: 'Short' } })
    expect(SourcePaper.parse(paper)).toEqual(paper)
    expect(paper).toMatchObject({
      abstract: '',
      authors: [],
      organization: null,
      submitter: null,
      mediaUrls: [],
      keywords: [],
      codeUrl: null,
    })
    expect(metrics).toEqual({ votes: 0, comments: null, stars: null })
  })

  test('may say null for anything it could leave out', () => {
    const row = madeRow(ID, {
      paper: {
        summary: null,
        authors: null,
        upvotes: null,
        submittedOnDailyBy: null,
        githubRepo: null,
        ai_keywords: null,
        organization: null,
      },
      outer: { numComments: null, mediaUrls: null, summary: null },
    })
    expect(only(row).paper).toMatchObject({ id: ID, abstract: '', authors: [], submitter: null })
  })

  test('may be bare, as a single paper is', () => {
    expect(only(madeRow(ID).paper).paper.title).toBe(`A study of thing ${ID}`)
  })
})

describe('identifiers', () => {
  test.each([
    ['2611.01234v2', '2611.01234'],
    ['0704.0001', '0704.0001'],
    ['hep-th/9901001', 'hep-th/9901001'],
    ['math.CA/0611800v2', 'math/0611800'],
    ['2611.123', '2611.00123'],
  ])('%s is %s', (written, id) => {
    expect(only(madeRow(written)).paper.id).toBe(id)
  })

  test.each([
    '../2611.01234',
    '2611.01234/../../etc',
    'hep-th/../9901001',
    '',
    'sample-01',
    'local-0123456789abcdef',
    'https://arxiv.org/abs/2611.01234',
    '2611.01234\n',
    26,
    null,
    {},
  ])('%j is refused', (id) => {
    expect(refusal(madeRow(ID, { paper: { id } }))).toMatchObject({ paperId: null, reason: 'The row has no identifier of a paper.' })
  })
})

describe('text', () => {
  test('has its line breaks folded', () => {
    const { paper } = only(madeRow(ID, { paper: { title: 'A long title\n  over two lines', summary: 'One\nsentence.\r\n\tAnother.' } }))
    expect([paper.title, paper.abstract]).toEqual(['A long title over two lines', 'One sentence. Another.'])
  })

  test('keeps markup as text', () => {
    const html = '<script>alert(1)</script> <img src=x onerror=alert(1)> & &amp; $x<y$'
    expect(only(madeRow(ID, { paper: { title: html, summary: html } })).paper).toMatchObject({ title: html, abstract: html })
  })

  test('loses control characters, lone surrogates and what turns the direction of writing', () => {
    const { paper } = only(madeRow(ID, { paper: { title: 'A\u0000b\u001b[31m\u202Ec\u2066d\ud800e\u0085f 😀 é' } }))
    expect(paper.title).toBe('Ab[31mcdef 😀 é')
  })

  test('is cut when it is huge', () => {
    const huge = 'x'.repeat(5_000_000)
    const { paper } = only(
      madeRow(ID, { paper: { title: huge, summary: huge, ai_summary: huge, ai_keywords: [huge], authors: [{ name: huge }] } }),
    )
    expect(JSON.stringify(paper).length).toBeLessThan(50_000)
  })
})

describe('authors', () => {
  const authorsOf = (authors: unknown): unknown => only(madeRow(ID, { paper: { authors } })).paper.authors

  test('who are hidden never appear', () => {
    expect(
      authorsOf([
        { name: 'Seen', hidden: false },
        { name: 'Unseen', hidden: true },
        { name: 'Unclear', hidden: 'yes' },
      ]),
    ).toEqual([{ name: 'Seen' }])
  })

  test('may be 664, may repeat a name, may be a team', () => {
    const many = Array.from({ length: 664 }, () => ({ name: 'Same Name', hidden: false }))
    expect(authorsOf([...many, { name: 'The Team' }])).toHaveLength(665)
  })

  test('keep no handle that the source only guessed', () => {
    const user = { user: 'someone', fullname: 'Someone Else' }
    expect(
      authorsOf([
        { name: 'A', status: 'extracted_pending', user },
        { name: 'B', status: 'extracted_infirmed', user },
        { name: 'C', status: 'admin_assigned', user },
        { name: 'D', status: 'claimed_verified' },
      ]),
    ).toEqual([{ name: 'A' }, { name: 'B' }, { name: 'C', handle: 'someone' }, { name: 'D' }])
  })

  test('that are no authors are left out one by one', () => {
    expect(authorsOf([null, 5, 'Plain Name', {}, { name: 7 }, { name: '  ' }, { name: 'Kept' }])).toEqual([
      { name: 'Plain Name' },
      { name: 'Kept' },
    ])
  })
})

describe('addresses', () => {
  test('lose the white space inside them', () => {
    const { paper } = only(
      madeRow(ID, { paper: { githubRepo: 'https://github.com/example/\nthing', projectPage: ' https://example.org/page' } }),
    )
    expect([paper.codeUrl, paper.projectUrl]).toEqual(['https://github.com/example/thing', 'https://example.org/page'])
  })

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'dogear://paper/1',
    '//evil.example',
    'example.org/page',
    'https://user:secret@example.org',
    'https://',
    7,
    `https://example.org/${'x'.repeat(9000)}`,
  ])('%j is not kept', (url) => {
    const { paper } = only(madeRow(ID, { paper: { projectPage: url, githubRepo: url, mediaUrls: [url] }, outer: { thumbnail: url } }))
    expect([paper.projectUrl, paper.codeUrl, paper.mediaUrls, paper.thumbnailUrl]).toEqual([null, null, [], null])
  })

  test('of avatars are made absolute', () => {
    const { paper } = only(madeRow(ID, { outer: { organization: { name: 'org', fullname: 'The Org', avatar: '/avatars/2.svg' } } }))
    expect(paper.organization).toEqual({ handle: 'org', name: 'The Org', avatarUrl: 'https://huggingface.co/avatars/2.svg' })
  })

  test('of media come from the paper, the row, or the old single field', () => {
    const media = (where: { paper?: Record<string, unknown>; outer?: Record<string, unknown> }): string[] =>
      only(madeRow(ID, where)).paper.mediaUrls
    expect(media({ paper: { mediaUrls: ['https://a.example/1.png'] } })).toEqual(['https://a.example/1.png'])
    expect(media({ outer: { mediaUrls: ['https://a.example/2.mp4', 'https://a.example/2.mp4'] } })).toEqual(['https://a.example/2.mp4'])
    expect(media({ outer: { mediaUrl: 'https://a.example/3.png' } })).toEqual(['https://a.example/3.png'])
    expect(media({ paper: { mediaUrls: [] } })).toEqual([])
  })
})

describe('older shapes', () => {
  test('name the organization of the submitter', () => {
    const { paper } = only(madeRow(ID, { outer: { submitterOrganization: { name: 'org', fullname: 'The Org' } } }))
    expect(paper.organization).toEqual({ handle: 'org', name: 'The Org' })
  })

  test('name the submitter outside, with the handle under another key', () => {
    const { paper } = only(
      madeRow(ID, { paper: { submittedOnDailyBy: undefined }, outer: { submittedBy: { name: 'dora', fullname: 'Dora Example' } } }),
    )
    expect(paper.submitter).toEqual({ handle: 'dora', name: 'Dora Example' })
  })

  test('hold an empty keyword', () => {
    expect(only(madeRow(ID, { paper: { ai_keywords: [''] } })).paper.keywords).toEqual([])
  })
})

describe('a bad row', () => {
  test.each([
    ['not an object', 'just text', 'The row is not an object.'],
    ['null', null, 'The row is not an object.'],
    ['a list', [], 'The row is not an object.'],
    ['a paper that is a number', { paper: 5, id: ID }, 'The row has no identifier of a paper.'],
    ['a title that is a number', madeRow(ID, { paper: { title: 5 } }), 'The title is not of the right kind.'],
    ['no title', madeRow(ID, { paper: { title: ' ' } }), 'The row has no title.'],
    ['an abstract that is a list', madeRow(ID, { paper: { summary: [] } }), 'The abstract is not of the right kind.'],
    ['authors in one string', madeRow(ID, { paper: { authors: 'A, B' } }), 'The list of authors is not of the right kind.'],
    ['votes in words', madeRow(ID, { paper: { upvotes: 'many' } }), 'The number of votes is not of the right kind.'],
  ])('with %s is set aside with the reason', (_name, row, reason) => {
    expect(refusal(row).reason).toBe(reason)
  })

  test('leaves the rest of the day alone', () => {
    const { rows, setAside } = parseDailyPapers(
      [madeRow('2611.00001'), { paper: null }, madeRow('2611.00002', { paper: { title: {} } }), madeRow('2611.00003')],
      '2026-11-18',
    )
    expect(rows.map(({ paper, sourceIndex }) => [paper.id, sourceIndex])).toEqual([
      ['2611.00001', 0],
      ['2611.00003', 3],
    ])
    expect(setAside.map(({ paperId }) => paperId)).toEqual([null, '2611.00002'])
  })

  test('is shown by its first 2,000 characters', () => {
    expect(refusal({ paper: { id: '../x', title: 'y'.repeat(100_000) } }).excerpt).toHaveLength(2000)
  })

  test('in a lesser field loses only that field', () => {
    const bad = { a: 1 }
    const { paper, metrics } = only(
      madeRow(ID, {
        paper: {
          publishedAt: 5,
          discussionId: bad,
          projectPage: bad,
          ai_summary: 7,
          ai_keywords: 'x',
          organization: 'org',
          submittedOnDailyBy: [],
          mediaUrls: 'x',
          githubStars: '12',
        },
        outer: { numComments: 'two', thumbnail: bad, isAuthorParticipating: 'no' },
      }),
    )
    expect(SourcePaper.parse(paper)).toEqual(paper)
    expect(paper).toMatchObject({
      id: ID,
      publishedAtMs: null,
      discussionId: null,
      aiSummary: null,
      keywords: [],
      organization: null,
      submitter: null,
      authorsTakePart: false,
    })
    expect(metrics).toEqual({ votes: 7, comments: null, stars: null })
  })

  test('has figures below zero or in parts made whole', () => {
    expect(only(madeRow(ID, { paper: { upvotes: -3, githubStars: 1.5 }, outer: { numComments: 1e300 } })).metrics).toEqual({
      votes: 0,
      comments: Number.MAX_SAFE_INTEGER,
      stars: 1,
    })
  })
})

test('a paper that comes twice on a day is kept once, at its first place', () => {
  const { rows, repeated } = parseDailyPapers([madeRow('2611.00001'), madeRow('2611.00002'), madeRow('2611.00001v3')], '2026-11-18')
  expect(rows.map(({ paper }) => paper.id)).toEqual(['2611.00001', '2611.00002'])
  expect(repeated).toBe(1)
})

test('a day may have no, one or 250 rows', () => {
  for (const count of [0, 1, 250]) {
    const rows = Array.from({ length: count }, (_, index) => madeRow(`2611.${String(index).padStart(5, '0')}`))
    expect(parseDailyPapers(rows, '2026-11-18').rows).toHaveLength(count)
  }
})

test.each([{ error: 'no' }, 'text', null, 5])('an answer that is %j is no list of papers and worth another try', (json) => {
  expect(() => parseDailyPapers(json, null)).toThrow(expect.objectContaining({ code: 'upstream', retryable: true }))
})

// Owns rows as Hugging Face gives them today, written for these tests.

export type MadeRow = Record<string, unknown> & { paper: Record<string, unknown> }

/** A whole row; `paper` and `outer` replace fields, `undefined` takes one away. */
export function madeRow(
  id: string,
  { paper = {}, outer = {} }: { paper?: Record<string, unknown>; outer?: Record<string, unknown> } = {},
): MadeRow {
  const inner = {
    id,
    title: `A study of thing ${id}`,
    summary: `We look at thing ${id} and find it round.`,
    authors: [
      { _id: '650000000000000000000001', name: 'Ada Example', hidden: false },
      {
        _id: '650000000000000000000002',
        name: 'Ben Example',
        hidden: false,
        status: 'claimed_verified',
        user: { user: 'ben', fullname: 'Ben Example' },
      },
    ],
    publishedAt: '2026-11-17T00:00:00.000Z',
    submittedOnDailyAt: '2026-11-18T00:00:00.000Z',
    submittedOnDailyBy: { user: 'cara', name: 'cara', fullname: 'Cara Example', avatarUrl: '/avatars/1.svg', type: 'user', isPro: false },
    upvotes: 7,
    discussionId: '660000000000000000000001',
    githubRepo: 'https://github.com/example/thing',
    githubStars: 12,
    ai_summary: 'Things are round.',
    ai_keywords: ['things', 'roundness'],
    ...paper,
  }
  return {
    paper: inner,
    publishedAt: '2026-11-16T19:00:00.000Z',
    title: inner.title,
    summary: inner.summary,
    numComments: 2,
    thumbnail: `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${id}.png`,
    isAuthorParticipating: false,
    ...outer,
  }
}

/** `count` whole rows with ids `YYMM.00001` …, the most votes first. */
export function madeRows(
  count: number,
  { from = 1, month = '2611', votes = 100, day }: { from?: number; month?: string; votes?: number; day?: string } = {},
): MadeRow[] {
  return Array.from({ length: count }, (_, index) =>
    madeRow(`${month}.${String(from + index).padStart(5, '0')}`, {
      paper: { upvotes: Math.max(0, votes - index), ...(day === undefined ? {} : { submittedOnDailyAt: `${day}T00:00:00.000Z` }) },
    }),
  )
}

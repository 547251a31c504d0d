// Owns the facts about the reader's token: where it goes, where it never goes, and what is said when it is not taken.
import { expect, test } from 'vitest'
import { tokenFor } from '#core/source/token.ts'
import { syncDesk } from '#tests/core/sync/sync-desk.ts'

const NOW = '2026-08-21T20:00:00Z'
const withToken = (token: string) => ({
  read: (name: string) => (name === 'hugging-face-token' ? token : null),
  write: () => undefined,
  where: () => null,
})

test('the token goes to Hugging Face with every request, and never to arXiv', async () => {
  const desk = await syncDesk({ now: NOW })
  desk.ports.secrets = withToken('hf_reader')
  desk.restart()
  await desk.run({ from: '2026-08-21', to: '2026-08-21' })
  const seen = desk.replica.requests.map(({ host, headers }) => [host, headers.authorization])
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.filter(([host]) => host === 'hugging-face').every(([, token]) => token === 'Bearer hf_reader')).toBe(true)
  expect(seen.filter(([host, token]) => host === 'arxiv' && token !== undefined)).toEqual([])
})

test('no address but Hugging Face’s own is shown the token', () => {
  const give = tokenFor(withToken('hf_reader'), () => ({ huggingFaceUrl: 'https://huggingface.co' }))
  expect(give('hugging-face', 'https://huggingface.co/api/daily_papers')).toBe('hf_reader')
  for (const url of [
    'https://cdn-thumbnails.huggingface.co/x.png',
    'http://huggingface.co/',
    'https://huggingface.co.example.org/',
    'https://huggingface.co:8443/',
  ])
    expect(give('hugging-face', url)).toBeNull()
  expect(give('arxiv', 'https://huggingface.co/')).toBeNull()
})

test('a token that is not taken is told in a sentence, and what is stored and logged does not hold it', async () => {
  const desk = await syncDesk({ now: NOW })
  desk.ports.secrets = withToken('nonsense-nobody-may-see')
  desk.restart()
  await expect(desk.run({ from: '2026-08-21', to: '2026-08-21' })).rejects.toThrow(/does not take your token/)
  const activity = JSON.stringify([desk.sync.activity({ limit: 50 }), desk.logged, desk.statuses])
  expect(activity).toContain('does not take your token')
  expect(activity).not.toContain('nobody-may-see')
})

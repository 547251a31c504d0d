// Owns the proof that whatever is typed gets an answer, for a bounded amount of work.
import { expect, test } from 'vitest'
import { UNLIKELY_INPUT } from '#tests/bench/search/unlikely-input.ts'
import { searchedLibrary } from './searched-library.ts'

const LAMPS = [
  { id: '2611.00001', title: 'Lantern diffusion for harbour scenes', abstract: 'We light harbours with diffusing lanterns.' },
  { id: '2611.00002', title: 'A survey of harbour signals', abstract: 'Signals and lamps. Diffusion is not used here.' },
]

test.each([
  ...UNLIKELY_INPUT,
  ...['*', '-', '-lamp', '"', 'x~99 y^^ +-z', `-(${'lamp '.repeat(50)})`, 'title:"', 'votes:>999999999999'].map(
    (text) => [text, text] as const,
  ),
])('%s gets an answer', async (_, text) => {
  const { ask } = searchedLibrary(LAMPS)
  const answer = await ask(text)
  expect(answer.hits.length).toBeLessThanOrEqual(LAMPS.length)
  expect(answer.total).toBeGreaterThanOrEqual(answer.hits.length)
})

test('of very many parts only the first are looked up, and the answer says so', async () => {
  const { ask } = searchedLibrary(LAMPS)
  const parts = Array.from({ length: 300 }, (_, at) => `x${at}`)
  expect((await ask(`lamp ${parts.map((part) => `${part}*`).join(' ')}`)).remark).toContain('very many parts')
  expect((await ask(parts.join(' OR '))).remark).toContain('very many parts')
  expect((await ask(parts.slice(0, 8).join(' OR '))).remark ?? '').not.toContain('very many parts')
  // those left out of a group let nothing through, those left out of an exclusion exclude nothing
  const found = await ask(`lamp ${parts.map((part) => `-${part}`).join(' ')}`)
  expect(found.total).toBe((await ask('lamp ')).total)
})

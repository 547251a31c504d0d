// Owns the facts about finding the papers of a name that is followed: the same as before the lookup was made quick.
import { expect, it } from 'vitest'
import { followMatches } from '#tests/fixtures/followed-names.ts'

it('migration 019 finds what was found before it, signs and foreign letters in names included', () => {
  const found = followMatches(19, 19)
  expect(found).toEqual(followMatches(19, 18))
  expect(found).toEqual([
    'author a. writer 2611.00001',
    `author o'neil "the quote" \\ back 2611.00001`,
    'author zoë Ångström 2611.00002',
    'keyword agents 2611.00001',
    'keyword agents 2611.00002',
    'keyword graph neural 2611.00001',
    'keyword long context 2611.00001',
    'keyword long context 2611.00002',
    'organization some-lab 2611.00001',
  ])
})

// Owns the facts about dogear:// links: one names a paper, or it is nothing.
import { expect, test } from 'vitest'
import { linkAmong, paperOfLink } from '#hosts/electron/deep-link.ts'

test('a link to a paper gives its id, of the new kind and the old', () => {
  expect(paperOfLink('dogear://paper/2401.12345')).toBe('2401.12345')
  expect(paperOfLink('DOGEAR://paper/hep-th/9901001/')).toBe('hep-th/9901001')
})

for (const link of [
  'dogear://paper/',
  'dogear://paper/../../etc/passwd',
  'dogear://paper/2401.12345?run=1',
  'dogear://paper/2401.12345#x',
  'dogear://user@paper/2401.12345',
  'dogear://settings/set',
  'dogear:paper/2401.12345',
  'https://paper/2401.12345',
  'dogear://paper/<script>',
  `dogear://paper/${'1'.repeat(500)}`,
  'dogear://',
  '',
]) {
  test(`${JSON.stringify(link.slice(0, 60))} is nothing`, () => {
    expect(paperOfLink(link)).toBeUndefined()
  })
}

test('the first link among the arguments of a start is found', () => {
  expect(linkAmong(['/usr/bin/electron', '--data', '/d', 'dogear://paper/2401.12345'])).toBe('dogear://paper/2401.12345')
  expect(linkAmong(['electron'])).toBeUndefined()
})

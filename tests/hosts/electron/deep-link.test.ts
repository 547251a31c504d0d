// Owns the facts about how a link reaches the program.
import { expect, test } from 'vitest'
import { linkAmong } from '#hosts/electron/deep-link.ts'

test('the first link among the arguments of a start is found', () => {
  expect(linkAmong(['/usr/bin/electron', '--data', '/d', 'dogear://paper/2401.12345'])).toBe('dogear://paper/2401.12345')
  expect(linkAmong(['electron'])).toBeUndefined()
})

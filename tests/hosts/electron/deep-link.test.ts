// Owns the facts about how a link reaches the program.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { linkAmong, pdfAmong } from '#hosts/electron/deep-link.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

test('the first link among the arguments of a start is found', () => {
  expect(linkAmong(['/usr/bin/electron', '--data', '/d', 'dogear://paper/2401.12345'])).toBe('dogear://paper/2401.12345')
  expect(linkAmong(['electron'])).toBeUndefined()
})

test('the first PDF that is there is found, from where the words were written', () => {
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'A talk.PDF'), '')
  expect(pdfAmong(['electron', '--data', '/d', 'none.pdf', 'A talk.PDF'], folder)).toBe(path.join(folder, 'A talk.PDF'))
  expect(pdfAmong(['electron', 'none.pdf'], folder)).toBeUndefined()
})

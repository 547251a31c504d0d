// Owns the facts about what a picture is, told by its first bytes, and how notes name theirs.
import { expect, test } from 'vitest'
import { noteImageOf, noteImagesIn, pictureType } from '#domain/picture.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const HASH = 'a'.repeat(64)

test.each([
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff\xe0', 'jpg'],
  ['GIF89a', 'gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0 ftypavif', 'avif'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['RIFF\0\0\0\0WAVE', null],
  ['', null],
])('the first bytes %j are %s', (start, type) => expect(pictureType(bytes(start))).toBe(type))

test('a note names its pictures by hash, and nothing else is one', () => {
  expect(noteImageOf(`dogear-image:${HASH}.png`)).toEqual({ hash: HASH, type: 'png' })
  for (const address of [`dogear-image:${HASH}.svg`, `dogear-image:../${HASH}.png`, `https://x/${HASH}.png`, 'dogear-image:'])
    expect(noteImageOf(address)).toBe(null)
  expect(noteImagesIn(`![a](dogear-image:${HASH}.png) and ![b](dogear-image:${HASH}.png)`)).toEqual([{ hash: HASH, type: 'png' }])
})

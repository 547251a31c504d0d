// Owns the facts about pictures on disk and how the window is given them.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createPictureFiles, servePicture } from '#adapters/picture-files.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])

test('a picture is kept once, served with the type of its bytes, and only kept ones can be removed', () => {
  const folder = tempFolder()
  const files = createPictureFiles(folder)
  const hash = files.keep('note-images', PNG, 'png')
  expect(files.keep('note-images', PNG, 'png')).toBe(hash)
  expect(readdirSync(path.join(folder, 'note-images'))).toEqual([`${hash}.png`])
  expect(servePicture(folder, `/note-images/${hash}.png`)).toEqual({ type: 'image/png', bytes: Buffer.from(PNG) })
  files.remove(hash, 'png')
  expect(files.has('note-images', hash, 'png')).toBe(true)
  expect(files.read('pictures', hash, 'png')).toBe(null)
})

test('what is no picture, or has another name, is not served', () => {
  const folder = tempFolder()
  const hash = createPictureFiles(folder).keep('pictures', PNG, 'png')
  writeFileSync(path.join(folder, 'pictures', `${hash}.webp`), '<html>')
  for (const address of [
    `/pictures/${hash}.webp`,
    `/pictures/${hash}.svg`,
    `/pictures/../${hash}.png`,
    '/library.sqlite',
    `/pictures/${hash}.jpg`,
  ])
    expect(servePicture(folder, address)).toBe(null)
})

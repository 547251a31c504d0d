// Owns the promise that a copy of a PDF with its marks is written whole or not at all, and never over the file that is open: it is said in the window.
import { copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { smallDisk, whyNoSmallDisk } from '#tests/support/small-disk.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const COPY = '2608.75236 annotated.pdf'

/** The original, found once the first paper is open. */
function originalIn(dataFolder: string): string {
  const library = path.join(dataFolder, 'library')
  return path.join(library, readdirSync(library).find((name) => name.endsWith('.pdf')) ?? '')
}

async function addNote(reader: Reader, words: string): Promise<void> {
  await reader.press('n')
  await reader.type(words)
  await reader.press('Escape', 'Escape')
  await reader.page.getByRole('complementary', { name: 'Annotations' }).getByText(words).waitFor()
}

testUnless(findChromium() ? whyNoSmallDisk() : NO_CHROMIUM)(
  'a copy with marks onto a place that is write-protected or full is refused with a sentence; the original and the copy before are as they were',
  async () => {
    const disk = smallDisk(4)
    const dataFolder = tempFolder()
    const { reader } = await openScene({ host: { dataFolder } })
    const toasts = reader.page.getByRole('region', { name: 'Messages' })
    symlinkSync(disk.folder, path.join(dataFolder, 'exports'))
    await openFirstPdf(reader)
    const file = originalIn(dataFolder)
    const original = readFileSync(file)
    await addNote(reader, 'first')
    await reader.press('Shift+X')
    await reader.hears('Wrote one mark')
    const before = readFileSync(path.join(disk.folder, COPY))

    await addNote(reader, 'second')
    const isRefused = async (sentence: RegExp): Promise<void> => {
      await reader.press('Shift+X')
      await toasts.getByText(sentence).waitFor()
      expect(readFileSync(file).equals(original)).toBe(true)
      expect(readFileSync(path.join(disk.folder, COPY)).equals(before)).toBe(true)
      expect(readdirSync(disk.folder).filter((name) => name !== 'ballast')).toEqual([COPY])
    }
    disk.setWritable(false)
    await isRefused(/can’t be written/)
    disk.setWritable(true)
    disk.fill()
    await isRefused(/The disk is full/)

    disk.free()
    await reader.press('Shift+X')
    await reader.hears('Wrote 2 marks')
    expect(readFileSync(path.join(disk.folder, COPY)).subarray(0, original.length).equals(original)).toBe(true)
    expect(readFileSync(file).equals(original)).toBe(true)
  },
)

testUnless(findChromium() ? null : NO_CHROMIUM)(
  'a copy with marks never goes over the file that is open, be it there itself or a link to it, and it is said',
  async () => {
    const dataFolder = tempFolder()
    const { reader } = await openScene({ host: { dataFolder } })
    const toasts = reader.page.getByRole('region', { name: 'Messages' })
    await openFirstPdf(reader)
    const file = originalIn(dataFolder)
    const original = readFileSync(file)
    await addNote(reader, 'mine')
    await reader.press('Shift+X')
    await reader.hears('Wrote one mark')
    const there = path.join(dataFolder, 'exports', COPY)
    copyFileSync(file, there)
    await reader.press('Shift+X')
    await toasts.getByText('That is the original file, so it was left as it is.').waitFor()
    expect(readFileSync(there).equals(original)).toBe(true)

    rmSync(there)
    symlinkSync(file, there)
    await reader.press('Shift+X')
    await toasts.getByText('That is a file of the library itself, so it was left as it is.').waitFor()
    expect(readFileSync(file).equals(original)).toBe(true)
    expect(readdirSync(path.dirname(there))).toEqual([COPY])
  },
)

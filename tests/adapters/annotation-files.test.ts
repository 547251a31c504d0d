// Owns the facts about copies that leave the library: whole or not at all, and never over what they were made of.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createAnnotationFiles } from '#adapters/annotation-files.ts'
import { annotationId, MADE_HASH } from '#tests/core/annotations/made-annotations.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

let data: string
let files: ReturnType<typeof createAnnotationFiles>
const pdf = Buffer.from('%PDF-1.4 made')

beforeEach(() => {
  data = tempFolder()
  mkdirSync(path.join(data, 'library'))
  writeFileSync(path.join(data, 'library', `${MADE_HASH}.pdf`), pdf)
  files = createAnnotationFiles(data)
})

describe('a file', () => {
  it('of the library is read by its hash; one that is gone is said in a sentence', async () => {
    expect(Buffer.from(await files.readLibraryFile(MADE_HASH))).toEqual(pdf)
    await expect(files.readLibraryFile('b'.repeat(64))).rejects.toThrow('not on disk any more')
    await expect(files.readLibraryFile('../library.sqlite')).rejects.toThrow('not on disk any more')
    await expect(files.readOutsideFile(path.join(data, 'nothing.pdf'))).rejects.toThrow('There is no file')
    await expect(files.readOutsideFile(data)).rejects.toThrow('There is no file')
  })
})

describe('a copy', () => {
  it('is written whole, over an older copy too, and leaves nothing beside it', () => {
    const folder = tempFolder()
    const target = path.join(folder, 'copy.pdf')
    writeFileSync(target, 'older')
    expect(files.writeOutsideFile(target, 'newer', pdf)).toBe(target)
    expect(readFileSync(target, 'utf8')).toBe('newer')
    expect(readdirSync(folder)).toEqual(['copy.pdf'])
  })

  it('never goes over a file of the library, also not by another name of its folder', () => {
    const inside = path.join(data, 'library', `${MADE_HASH}.pdf`)
    const other = path.join(tempFolder(), 'link')
    symlinkSync(path.join(data, 'library'), other)
    const linked = path.join(tempFolder(), 'linked.pdf')
    symlinkSync(inside, linked)
    for (const target of [inside, path.join(other, `${MADE_HASH}.pdf`), path.join(other, 'new.pdf'), linked]) {
      expect(() => files.writeOutsideFile(target, 'copy', pdf), target).toThrow('file of the library itself')
    }
    expect(readFileSync(inside)).toEqual(pdf)
  })

  it('never goes over the original, wherever it lies, nor over a folder', () => {
    const original = path.join(tempFolder(), 'opened.pdf')
    writeFileSync(original, pdf)
    expect(() => files.writeOutsideFile(original, 'copy', pdf)).toThrow('the original file')
    expect(readFileSync(original)).toEqual(pdf)
    expect(() => files.writeOutsideFile(path.dirname(original), 'copy', pdf)).toThrow('is a folder')
  })

  testUnless(existsSync('/proc/self') ? null : 'there is no /proc, which takes no files')(
    'onto a place that takes nothing is a sentence',
    () => {
      expect(() => files.writeOutsideFile('/proc/copy.pdf', 'copy', pdf)).toThrow(/There is no folder|can’t be written/)
    },
  )

  testUnless(process.getuid?.() === 0 ? 'run by root, who may write everywhere' : null)('into a read-only folder is a sentence', () => {
    const folder = tempFolder()
    chmodSync(folder, 0o500)
    expect(() => files.writeOutsideFile(path.join(folder, 'copy.pdf'), 'copy', pdf)).toThrow('can’t be written')
  })

  it('without a place has one in the folder “exports”, whatever its name', () => {
    expect(files.exportPath('../../hep-th/9901001 annotated.pdf')).toBe(path.join(data, 'exports', '..-..-hep-th-9901001 annotated.pdf'))
  })
})

it('keeps the pictures of areas as files by their mark', () => {
  expect(files.readImage(annotationId(1))).toBeNull()
  files.saveImage(annotationId(1), pdf)
  expect(files.readImage(annotationId(1))).toEqual(pdf)
  expect(() => files.saveImage('../evil', pdf)).toThrow('not the name')
})

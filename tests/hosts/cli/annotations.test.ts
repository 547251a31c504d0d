// Owns the facts about `dogear annotations`: a PDF of another program in, a copy with marks out.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '#domain/annotation.ts'
import { madePdf, string } from '#tests/core/annotations/made-pdf.ts'
import { smallDisk, whyNoSmallDisk } from '#tests/support/small-disk.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { type Desk, newDesk } from './dogear.ts'

async function deskWithAFile(): Promise<{ desk: Desk; hash: string; file: string }> {
  const desk = await newDesk()
  const bytes = await madePdf([
    {
      lines: ['Plain words.'],
      annotations: [
        {
          Subtype: 'Highlight',
          Rect: [72, 700, 300, 712],
          QuadPoints: [72, 712, 300, 712, 72, 700, 300, 700],
          C: [1, 0, 0],
          Contents: string('Why?'),
          NM: string('theirs'),
        },
      ],
    },
  ])
  const hash = createHash('sha256').update(bytes).digest('hex')
  mkdirSync(path.join(desk.folder, 'library'), { recursive: true })
  const file = path.join(desk.folder, 'library', `${hash}.pdf`)
  writeFileSync(file, bytes)
  return { desk, hash, file }
}

describe('dogear annotations', () => {
  it('imports once, lists, and exports a copy that another library imports', async () => {
    const { desk, hash, file } = await deskWithAFile()
    expect((await desk.run(['annotations', 'import', hash])).stdout).toBe('Imported one mark.\n')
    expect((await desk.run(['annotations', 'import', hash])).stdout).toBe('Nothing new in that file; one was here already.\n')
    expect((await desk.run(['annotations', 'list', '--find', 'why'])).stdout).toBe(`${hash.slice(0, 12)}  p. 1  highlight red  Why?\n`)
    const copy = path.join(desk.folder, 'copy.pdf')
    const made = await desk.json<{ path: string }>(['annotations', 'export', hash, '--format', 'pdf', '--out', copy])
    expect(made).toMatchObject({ path: copy, annotations: 1 })
    expect(readFileSync(copy).subarray(0, readFileSync(file).length)).toEqual(readFileSync(file))
    const { desk: other, hash: same } = await deskWithAFile()
    await other.run(['annotations', 'import', same, copy])
    const [there] = await other.json<Annotation[]>(['annotations', 'list'])
    const [here] = await desk.json<Annotation[]>(['annotations', 'list'])
    expect(there).toEqual(here)
  })

  it('says in a sentence what it can’t do, and leaves the file alone', async () => {
    const { desk, hash, file } = await deskWithAFile()
    const before = readFileSync(file)
    expect((await desk.run(['annotations', 'export', hash])).stderr).toBe('There are no marks on this file yet.\n')
    await desk.run(['annotations', 'import', hash])
    expect((await desk.run(['annotations', 'export', hash, '--out', file])).stderr).toContain('a file of the library itself')
    expect(readFileSync(file)).toEqual(before)
    expect((await desk.run(['annotations', 'frob'])).code).toBe(2)
    expect((await desk.run(['annotations', 'export', hash, '--format', 'markdown'])).stdout).toContain(`dogear://file/${hash}?annotation=`)
  })
})

const onSmallDisk = testUnless(whyNoSmallDisk())

onSmallDisk(
  'a full or write-protected place is told in a sentence; the copy that was there and the original stay as they were',
  async () => {
    const { desk, hash, file } = await deskWithAFile()
    const original = readFileSync(file)
    const disk = smallDisk(3)
    await desk.run(['annotations', 'import', hash])
    const copy = path.join(disk.folder, 'copy.pdf')
    await desk.run(['annotations', 'export', hash, '--format', 'pdf', '--out', copy])
    const before = readFileSync(copy)
    const refused = async (): Promise<string> => {
      const { code, stderr } = await desk.run(['annotations', 'export', hash, '--format', 'pdf', '--out', copy])
      expect(code).not.toBe(0)
      expect(readFileSync(copy)).toEqual(before)
      expect(readdirSync(disk.folder).filter((name) => name !== 'ballast')).toEqual(['copy.pdf'])
      expect(readFileSync(file)).toEqual(original)
      return stderr
    }
    disk.fill()
    expect(await refused()).toMatch(/full.*\.\n$/)
    disk.free()
    disk.setWritable(false)
    expect(await refused()).toMatch(/can’t be written\. .*\.\n$/)
    disk.setWritable(true)
    expect((await desk.run(['annotations', 'export', hash, '--format', 'pdf', '--out', copy])).code).toBe(0)
  },
)

// Owns the facts about the commands that write: marks, notes, tags, undo, and who may write at one time.
import { describe, expect, it } from 'vitest'
import { lockLibrary } from '#adapters/library-lock.ts'
import { type Desk, newDesk } from './dogear.ts'

async function deskWithPapers(): Promise<{ desk: Desk; ids: string[] }> {
  const desk = await newDesk()
  await desk.run(['sync', '--from', '2026-08-21'])
  const rows = await desk.json<{ id: string }[]>(['list'])
  return { desk, ids: rows.map((row) => row.id) }
}

const statesOf = async (desk: Desk): Promise<Record<string, string>> =>
  Object.fromEntries((await desk.json<{ id: string; state: string }[]>(['list'])).map(({ id, state }) => [id, state]))

describe('dogear mark', () => {
  it('gives one paper or several a state, and undo takes all of it back', async () => {
    const { desk, ids } = await deskWithPapers()
    const [first = '', second = ''] = ids
    const { code, stdout } = await desk.run(['mark', first, second, 'shortlist'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Saved .* to Shortlist\.\n$/)
    expect(await statesOf(desk)).toMatchObject({ [first]: 'shortlist', [second]: 'shortlist' })
    expect((await desk.run(['undo'])).code).toBe(0)
    expect(await statesOf(desk)).toMatchObject({ [first]: 'inbox', [second]: 'inbox' })
    expect((await desk.run(['redo'])).code).toBe(0)
    expect(await statesOf(desk)).toMatchObject({ [first]: 'shortlist', [second]: 'shortlist' })
  })

  it('says when there is nothing to undo', async () => {
    const desk = await newDesk()
    expect(await desk.run(['undo'])).toEqual({ code: 1, stdout: '', stderr: 'There is nothing to undo.\n' })
    expect(await desk.json(['redo'])).toEqual({ error: { code: 'nothing-to-undo', message: 'There is nothing to redo.' } })
  })

  it('marks none when one of them is not stored', async () => {
    const { desk, ids } = await deskWithPapers()
    expect((await desk.run(['mark', ids[0] ?? '', '2608.00001', 'later'])).code).toBe(3)
    expect(new Set(Object.values(await statesOf(desk)))).toEqual(new Set(['inbox']))
  })
})

describe('dogear note', () => {
  it('gives back every byte that came on standard input', async () => {
    const { desk, ids } = await deskWithPapers()
    const text = '\uFEFF# Title\r\n\ttab \u0000 nul, $x_1$, "quotes", é e\u0301 🦊 \u2028\n\n\n'
    expect((await desk.run(['note', ids[0] ?? '', '--set', '-'], { stdin: text })).code).toBe(0)
    expect((await desk.run(['note', ids[0] ?? ''])).stdout).toBe(text)
    expect(await desk.json(['note', ids[0] ?? ''])).toMatchObject({ text })
  })

  it('adds below what is there', async () => {
    const { desk, ids } = await deskWithPapers()
    const id = ids[0] ?? ''
    await desk.run(['note', id, '--append', 'one'])
    await desk.run(['note', id, '--append', '--- a rule'])
    await desk.run(['note', id, '--append', '-'], { stdin: 'three\n' })
    expect((await desk.run(['note', id])).stdout).toBe('one\n--- a rule\nthree\n')
  })

  it('is never emptied by an empty pipe, only by being told so', async () => {
    const { desk, ids } = await deskWithPapers()
    const id = ids[0] ?? ''
    await desk.run(['note', id, '--set', 'kept'])
    expect(await desk.run(['note', id, '--set', '-'], { stdin: '' })).toMatchObject({ code: 2 })
    expect(await desk.run(['note', id], { stdin: 'not asked for' })).toMatchObject({ code: 0, stdout: 'kept' })
    expect(await desk.run(['note', id, '--set', '-'], { stdin: Buffer.from([0xff, 0xfe, 0x41]) })).toMatchObject({ code: 2 })
    expect((await desk.run(['note', id])).stdout).toBe('kept')
    expect((await desk.run(['note', id, '--set', ''])).stdout).toBe(`Removed the note on ${id}.\n`)
    await desk.run(['undo'])
    expect((await desk.run(['note', id])).stdout).toBe('kept')
  })
})

describe('dogear tag', () => {
  it('puts tags on, prints them, takes them off', async () => {
    const { desk, ids } = await deskWithPapers()
    const id = ids[0] ?? ''
    expect((await desk.run(['tag', id, 'add', '#to cite', 'math'])).code).toBe(0)
    expect((await desk.run(['tag', id])).stdout).toBe('#math\n#to cite\n')
    expect(await desk.json(['tag', id, 'remove', 'MATH'])).toMatchObject({ id, tags: ['to cite'] })
  })
})

describe('beside another Dogear', () => {
  it('reads, and declines to write with a sentence and 4', async () => {
    const { desk, ids } = await deskWithPapers()
    const id = ids[0] ?? ''
    const lock = lockLibrary(desk.folder)
    try {
      for (const command of [
        ['list'],
        ['show', id],
        ['search', 'calm'],
        ['note', id],
        ['tag', id],
        ['export', '--format', 'csv'],
        ['verify'],
        ['backup'],
      ]) {
        expect({ command, code: (await desk.run(command)).code }).toEqual({ command, code: 0 })
      }
      for (const command of [['sync'], ['mark', id, 'later'], ['note', id, '--set', 'x'], ['tag', id, 'add', 'x'], ['undo'], ['redo']]) {
        const { code, stdout, stderr } = await desk.run(command)
        expect({ command, code, stdout }).toEqual({ command, code: 4, stdout: '' })
        expect(stderr).toBe('This library is open in another Dogear. Use that window, or close it and try again.\n')
      }
    } finally {
      lock.release()
    }
    expect((await desk.run(['mark', id, 'later'])).code).toBe(0)
  })
})

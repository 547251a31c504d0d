// Owns the facts about the commands that fetch and read.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse as parseBibtex } from '@retorquere/bibtex-parser'
import { parse as parseCsv } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { newDesk } from './dogear.ts'

interface Listed {
  id: string
  title: string
  state: string
  day: string | null
  sample: boolean
}

describe('dogear sync', () => {
  it('takes the last 14 days, says what it did, and nothing else', async () => {
    const desk = await newDesk()
    const { code, stdout, stderr } = await desk.run(['sync', '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const report = JSON.parse(stdout) as Record<string, number>
    expect(Object.keys(report)).toEqual(['days', 'papers', 'rows', 'setAside', 'requests', 'ms'])
    expect(report['days']).toBe(6)
    expect(report['requests']).toBe(desk.replica.requests.length)
    const asked = desk.replica.requests.map((request) => new URLSearchParams(request.path.split('?')[1]).get('date'))
    expect(asked.filter((day) => day !== null).toSorted()).toEqual(
      Array.from({ length: 14 }, (_, index) => `2026-08-${String(index + 8).padStart(2, '0')}`),
    )
    expect(desk.replica.requests.every((request) => request.host === 'hugging-face')).toBe(true)
  })

  it('takes the days it is told, and those are then listed', async () => {
    const desk = await newDesk()
    const report = await desk.json<{ days: number; papers: number; rows: number }>(['sync', '--from', '2026-08-19', '--to', '2026-08-20'])
    expect(report.days).toBe(2)
    const rows = await desk.json<Listed[]>(['list'])
    expect(rows).toHaveLength(report.papers)
    expect(new Set(rows.map((row) => row.day))).toEqual(new Set(['2026-08-19', '2026-08-20']))
  })

  it('changes nothing when run again', async () => {
    const desk = await newDesk()
    await desk.run(['sync'])
    // when a figure was read is the one thing that moves
    const listed = async (): Promise<object[]> => (await desk.json<Listed[]>(['list'])).map((row) => ({ ...row, metricsReadAtMs: 0 }))
    const before = await listed()
    const { code, stdout } = await desk.run(['sync'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Fetched 6 days with \d+ papers in \d+ requests, \d+\.\d s\.\n$/)
    expect(await listed()).toEqual(before)
  })

  it('ends with 5 and a sentence when there is no network, and keeps everything', async () => {
    const desk = await newDesk()
    await desk.run(['sync'])
    await desk.replica.goOffline()
    const { code, stdout, stderr } = await desk.run(['sync'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toMatch(/^127\.0\.0\.1:\d+ can’t be reached\..*\.\n$/)
    expect((await desk.json<Listed[]>(['list'])).length).toBeGreaterThan(100)
    expect(await desk.json(['sync'])).toMatchObject({ error: { code: 'offline' } })
  })

  it('asks nobody with --offline', async () => {
    const desk = await newDesk()
    const { code } = await desk.run(['sync', '--offline'])
    expect(code).toBe(5)
    expect(desk.replica.requests).toHaveLength(0)
  })

  it('sets a bad row aside and says so', async () => {
    const desk = await newDesk({ faults: ['wrong-types=1'] })
    const { code, stdout } = await desk.run(['sync', '--from', '2026-08-21'])
    expect(code).toBe(0)
    expect(stdout).toContain('1 row could not be read and was set aside.')
  })
})

describe('dogear list', () => {
  it('shows the sample papers of a new library, and only there', async () => {
    const desk = await newDesk()
    const samples = await desk.json<Listed[]>(['list'])
    expect(samples.length).toBeGreaterThanOrEqual(24)
    expect(samples.every((row) => row.sample)).toBe(true)
    await desk.run(['sync', '--from', '2026-08-21'])
    expect((await desk.json<Listed[]>(['list'])).some((row) => row.sample)).toBe(false)
  })

  it('asks nobody', async () => {
    const desk = await newDesk()
    await desk.run(['list'])
    await desk.run(['search', 'calm'])
    expect(desk.replica.requests).toHaveLength(0)
  })

  it('narrows to a day in its order, to a state, and to both', async () => {
    const desk = await newDesk()
    await desk.run(['sync'])
    const day = await desk.json<(Listed & { votes: number })[]>(['list', '--day', '2026-08-20'])
    expect(day.map((row) => row.votes)).toEqual(day.map((row) => row.votes).toSorted((a, b) => b - a))
    const [first, second] = day
    await desk.run(['mark', first?.id ?? '', 'later'])
    await desk.run(['mark', second?.id ?? '', 'archive'])
    expect((await desk.json<Listed[]>(['list', '--state', 'later'])).map((row) => row.id)).toEqual([first?.id])
    expect((await desk.json<Listed[]>(['list', '--state', 'archive', '--day', '2026-08-20'])).map((row) => row.id)).toEqual([second?.id])
    expect(await desk.json(['list', '--state', 'archive', '--day', '2026-08-21'])).toEqual([])
    const all = await desk.json<Listed[]>(['list'])
    const undecided = await desk.json<Listed[]>(['list', '--state', 'inbox'])
    expect(undecided.map((row) => row.id)).toEqual(all.filter((row) => row.state === 'inbox').map((row) => row.id))
    expect(undecided).toHaveLength(all.length - 2)
  })

  it('prints a line a paper', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    const { stdout } = await desk.run(['list', '--day', '2026-08-21'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(41)
    for (const line of lines) expect(line).toMatch(/^\d{4}\.\d{5} +inbox +\d+ {2}\S/)
  })
})

interface Found {
  score: number
  fields: string[]
  snippet: { text: string; marks: [number, number][] }
}

describe('dogear show and search', () => {
  it('shows a paper by identifier, address or arXiv: form, with its note', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    const [row] = await desk.json<Listed[]>(['list'])
    const id = row?.id ?? ''
    await desk.run(['note', id, '--set', 'mine'])
    for (const form of [id, `https://arxiv.org/abs/${id}v2`, `arXiv:${id}`, `https://huggingface.co/papers/${id}`]) {
      expect(await desk.json(['show', form])).toMatchObject({ id, note: 'mine', title: row?.title })
    }
    const { stdout } = await desk.run(['show', id])
    expect(stdout).toContain(`https://arxiv.org/abs/${id}`)
    expect(stdout).toMatch(/\nNote\n\nmine\n$/)
  })

  it('ends with 3 for a paper that is not stored', async () => {
    const desk = await newDesk()
    expect(await desk.run(['show', '2608.00001'])).toMatchObject({ code: 3, stdout: '' })
    expect(await desk.json(['show', '2608.00001'])).toMatchObject({ error: { code: 'not-found' } })
    expect(await desk.run(['note', '2608.00001'])).toMatchObject({ code: 3, stdout: '' })
  })

  it('finds a paper by words of its title, best first, at most as many as asked for', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    const [row] = await desk.json<Listed[]>(['list'])
    const hits = await desk.json<(Listed & Found)[]>(['search', row?.title ?? '', '--limit', '3'])
    expect(hits.length).toBeLessThanOrEqual(3)
    // what README says of each: where it was found, and a passage with its words marked
    expect(hits[0]?.fields).toContain('title')
    const { text, marks } = hits[0]?.snippet ?? { text: '', marks: [] }
    expect(text).not.toBe('')
    for (const [start, end] of marks) expect(text.slice(start, end)).toMatch(/^\w/)
    expect(hits[0]).toMatchObject({ id: row?.id, title: row?.title, state: 'inbox' })
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).toSorted((a, b) => b - a))
    expect(await desk.json(['search', 'zzzzqqqq'])).toEqual([])
  })
})

describe('dogear export', () => {
  it('writes the same papers in every form', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-20'])
    const ids = (await desk.json<Listed[]>(['list'])).map((row) => row.id).toSorted()
    const text = async (format: string): Promise<string> => (await desk.run(['export', '--format', format])).stdout
    expect((JSON.parse(await text('json')) as Listed[]).map((row) => row.id).toSorted()).toEqual(ids)
    expect(
      parseCsv<Listed>(await text('csv'), { columns: true })
        .map((row) => row.id)
        .toSorted(),
    ).toEqual(ids)
    expect(
      parseBibtex(await text('bibtex'))
        .entries.map((entry) => String(entry.fields['eprint']))
        .toSorted(),
    ).toEqual(ids)
    expect((await text('markdown')).match(/^### /gm)).toHaveLength(ids.length)
  })

  it('writes a file and says how much, and one document with --json', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    const file = path.join(desk.folder, 'list.md')
    expect((await desk.run(['export', '--format', 'markdown', '--out', file])).stdout).toBe(`Wrote 41 papers to ${file}.\n`)
    expect(readFileSync(file, 'utf8')).toContain('## Inbox (41)')
    expect(await desk.json(['export', '--format', 'markdown', '--out', file])).toEqual({
      format: 'markdown',
      papers: 41,
      path: file,
      bytes: readFileSync(file).length,
    })
    expect(await desk.json(['export', '--format', 'bibtex'])).toMatchObject({ format: 'bibtex', papers: 41 })
  })
})

describe('dogear verify and backup', () => {
  it('finds a new library sound', async () => {
    const desk = await newDesk()
    await desk.run(['sync'])
    const { code, stdout } = await desk.run(['verify'])
    expect(stdout).toMatch(/The library is sound\.\n$/)
    expect(code).toBe(0)
    expect(await desk.json(['verify'])).toMatchObject({ ok: true })
  })

  it('copies the library so that the copy opens as one, and never over a file', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    const copy = path.join(desk.folder, 'copy', 'library.sqlite')
    expect(await desk.json(['backup', copy])).toEqual({ path: copy, bytes: readFileSync(copy).length })
    const other = await newDesk()
    expect((await other.run(['list', '--data', path.dirname(copy)])).code).toBe(2)
    expect((await desk.run(['backup', copy])).code).toBe(1)
    const made = await desk.json<{ path: string }>(['backup'])
    expect(path.dirname(made.path)).toBe(path.join(desk.folder, 'backups'))
  })

  it('ends with 6 for a damaged library and leaves it as it is', async () => {
    const desk = await newDesk()
    const file = path.join(desk.folder, 'library.sqlite')
    const damaged = Buffer.from('this is no database '.repeat(400))
    writeFileSync(file, damaged)
    for (const command of [['list'], ['verify'], ['undo']]) {
      const { code, stderr } = await desk.run(command)
      expect(code).toBe(6)
      expect(stderr).toMatch(/^The library file is damaged\..*\n$/)
    }
    expect(readFileSync(file).equals(damaged)).toBe(true)
    const { code, stderr } = await desk.run(['verify', '--repair'])
    expect([code, stderr]).toEqual([6, expect.stringMatching(/^Nothing can be read from the damaged library any more\./)])
    expect(readFileSync(file).equals(damaged)).toBe(true)
  })

  it('puts right what can be put right when told to, and names the copy of what was', async () => {
    const desk = await newDesk()
    await desk.run(['sync', '--from', '2026-08-21'])
    expect(await desk.json(['verify', '--repair'])).toMatchObject({ ok: true, repaired: { sentence: 'There was nothing to repair.' } })
    const database = openDatabase(path.join(desk.folder, 'library.sqlite'))
    database.exec('UPDATE papers SET newest_day = NULL')
    database.close()
    expect(await desk.run(['verify'])).toMatchObject({ code: 6, stdout: expect.stringContaining('dogear verify --repair') })
    const { code, stdout } = await desk.run(['verify', '--repair'])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^The newest day of \d+ papers .* kept as library-.*before-repair\.sqlite/)])
  })
})

describe('dogear feed', () => {
  it('says which saved searches there are, and takes one kind of feed at a time', async () => {
    const desk = await newDesk()
    expect(await desk.run(['feed', '--search', 'lamps'])).toMatchObject({ code: 3, stderr: expect.stringContaining('None is saved yet.') })
    expect(await desk.run(['feed', '--trending', '--search', 'lamps'])).toMatchObject({ code: 2 })
    expect((await desk.run(['feed', '--day', '2023-05-03'])).stdout).toContain('<feed xmlns="http://www.w3.org/2005/Atom">')
  })
})

// Owns the facts about which papers an export holds.
import { describe, expect, it } from 'vitest'
import { decide } from '#core/commands/triage.ts'
import { saveNote } from '#core/commands/notes.ts'
import type { ParsedInput } from '#contract/api.ts'
import { exportLibrary } from '#core/export/export-library.ts'
import { DEFAULT_KEY_PATTERN } from '#domain/citation-key.ts'
import { addPapers, openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

const TODAY = '2026-11-20'

function library(): TestLibrary {
  const opened = openLibrary()
  addPapers(opened, [
    { id: '2611.00001', day: '2026-11-20' },
    { id: '2611.00002', day: '2026-11-20' },
    { id: '2401.00003', day: '2024-01-05' },
  ])
  decide(opened.context, { ids: ['2611.00002'], state: 'shortlist' })
  return opened
}

function exported({ store }: TestLibrary, input: ParsedInput<'library.export'>, signal = new AbortController().signal) {
  const parts = { store, ports: { yieldTurn: () => Promise.resolve() }, readOnly: false }
  return exportLibrary(parts, { ...parts, pattern: DEFAULT_KEY_PATTERN, nowMs: TEST_NOW_MS }, input, TODAY, { signal })
}

const idsOf = (text: string): string[] => (JSON.parse(text) as { id: string }[]).map((paper) => paper.id)

describe('an export', () => {
  it('holds every stored paper when nothing is named', async () => {
    const { text, papers } = await exported(library(), { format: 'json' })
    expect(idsOf(text).toSorted()).toEqual(['2401.00003', '2611.00001', '2611.00002'])
    expect(papers).toBe(3)
  })

  it('holds the papers of one state, the undecided of every day for inbox', async () => {
    const opened = library()
    expect(idsOf((await exported(opened, { format: 'json', state: 'shortlist' })).text)).toEqual(['2611.00002'])
    expect(idsOf((await exported(opened, { format: 'json', state: 'inbox' })).text).toSorted()).toEqual(['2401.00003', '2611.00001'])
  })

  it('holds the papers of a day, and of a day and a state', async () => {
    const opened = library()
    expect(idsOf((await exported(opened, { format: 'json', day: '2026-11-20' })).text)).toEqual(['2611.00001', '2611.00002'])
    expect(idsOf((await exported(opened, { format: 'json', day: '2026-11-20', state: 'inbox' })).text)).toEqual(['2611.00001'])
  })

  it('holds the papers that are named, in that order, and refuses a state beside them', async () => {
    const opened = library()
    const ids = ['2401.00003', '2611.00001']
    expect(idsOf((await exported(opened, { format: 'json', ids })).text)).toEqual(ids)
    await expect(exported(opened, { format: 'json', ids, state: 'later' })).rejects.toThrow('not both')
  })

  it('carries a note byte for byte in JSON', async () => {
    const opened = library()
    const note = ' \t# héllo\r\n\u0000$x$ "quoted" \u2028\n\n'
    saveNote(opened.context, { id: '2611.00001', text: note, baseRevision: 0 })
    const [paper] = JSON.parse((await exported(opened, { format: 'json', ids: ['2611.00001'] })).text) as { note: string }[]
    expect(paper?.note).toBe(note)
  })

  it('stops between two turns when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(exported(library(), { format: 'json' }, stop.signal)).rejects.toThrow()
  })

  it('is deterministic', async () => {
    const opened = library()
    for (const format of ['json', 'csv', 'bibtex', 'biblatex', 'ris', 'csl-json', 'markdown'] as const) {
      expect((await exported(opened, { format })).text).toBe((await exported(opened, { format })).text)
    }
  })
})

// Owns the facts about which papers an export holds.
import { describe, expect, it } from 'vitest'
import { decide } from '#core/commands/triage.ts'
import { saveNote } from '#core/commands/notes.ts'
import { exportLibrary } from '#core/export/export-library.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

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

const idsOf = (text: string): string[] => (JSON.parse(text) as { id: string }[]).map((paper) => paper.id)

describe('an export', () => {
  it('holds every stored paper when nothing is named', () => {
    const { text, papers } = exportLibrary(library().store, { format: 'json' }, TODAY)
    expect(idsOf(text).toSorted()).toEqual(['2401.00003', '2611.00001', '2611.00002'])
    expect(papers).toBe(3)
  })

  it('holds the papers of one state, the undecided of every day for inbox', () => {
    const { store } = library()
    expect(idsOf(exportLibrary(store, { format: 'json', state: 'shortlist' }, TODAY).text)).toEqual(['2611.00002'])
    expect(idsOf(exportLibrary(store, { format: 'json', state: 'inbox' }, TODAY).text).toSorted()).toEqual(['2401.00003', '2611.00001'])
  })

  it('holds the papers of a day, and of a day and a state', () => {
    const { store } = library()
    expect(idsOf(exportLibrary(store, { format: 'json', day: '2026-11-20' }, TODAY).text)).toEqual(['2611.00001', '2611.00002'])
    expect(idsOf(exportLibrary(store, { format: 'json', day: '2026-11-20', state: 'inbox' }, TODAY).text)).toEqual(['2611.00001'])
  })

  it('holds the papers that are named, in that order, and refuses a state beside them', () => {
    const { store } = library()
    const ids = ['2401.00003', '2611.00001']
    expect(idsOf(exportLibrary(store, { format: 'json', ids }, TODAY).text)).toEqual(ids)
    expect(() => exportLibrary(store, { format: 'json', ids, state: 'later' }, TODAY)).toThrow('not both')
  })

  it('carries a note byte for byte in JSON', () => {
    const opened = library()
    const note = ' \t# héllo\r\n\u0000$x$ "quoted" \u2028\n\n'
    saveNote(opened.context, { id: '2611.00001', text: note, baseRevision: 0 })
    const [paper] = JSON.parse(exportLibrary(opened.store, { format: 'json', ids: ['2611.00001'] }, TODAY).text) as { note: string }[]
    expect(paper?.note).toBe(note)
  })

  it('is deterministic', () => {
    const { store } = library()
    for (const format of ['json', 'csv', 'bibtex', 'biblatex', 'ris', 'csl-json', 'markdown'] as const) {
      expect(exportLibrary(store, { format }, TODAY).text).toBe(exportLibrary(store, { format }, TODAY).text)
    }
  })
})

// Owns the round trips over the recorded papers, where they are: out in each form and back is the same.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse as parseBibtex } from '@retorquere/bibtex-parser'
import { parse as parseCsv } from 'csv-parse/sync'
import { expect } from 'vitest'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { giveKeptKeys } from '#core/citations/citation-keys.ts'
import { saveNote } from '#core/commands/notes.ts'
import { addTags } from '#core/commands/tags.ts'
import { decide } from '#core/commands/triage.ts'
import { type ArchiveParts, exportArchive, importArchive } from '#core/exchange/archive.ts'
import { archiveTables, readTable } from '#core/storage/archive-rows.ts'
import { storeDay } from '#core/storage/outside-rows.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryLibraryFiles } from '#tests/support/memory-library-files.ts'
import { memoryPictureFiles } from '#tests/support/memory-picture-files.ts'
import { openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { type ExportPaper, exportPapers } from '#core/export/export.ts'
import { regionText } from '#core/exchange/vault/regions.ts'
import { vaultPage } from '#core/exchange/vault/vault-page.ts'
import { paperFileName, sameName } from '#core/exchange/vault/vault-names.ts'
import { frontWord } from '#core/exchange/vault/front-matter.ts'
import { citationKeyOf, DEFAULT_KEY_PATTERN } from '#domain/citation-key.ts'
import { findPaperReferences } from '#domain/paper-references.ts'
import { exportPaper } from '#tests/core/export/papers-to-export.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const folder = sharedDataFolder()
const test = testUnless(folder === null ? NO_SHARED_DATA : null)

/** Every recorded paper once, with a note and tags of its own. */
function recorded(): ExportPaper[] {
  const daily = path.join(folder ?? '', 'daily')
  const papers = new Map<string, ExportPaper>()
  const keys = new Set<string>()
  for (const file of readdirSync(daily)) {
    for (const { paper } of parseDailyPapers(JSON.parse(readFileSync(path.join(daily, file), 'utf8')), file.slice(0, 10)).rows) {
      const { id, title, abstract, authors, publishedAtMs, keywords } = paper
      if (papers.has(id)) continue
      const wanted = citationKeyOf(DEFAULT_KEY_PATTERN, { id, title, authors: authors.map(({ name }) => name), publishedAtMs })
      const citationKey = keys.has(wanted.toLowerCase()) ? `${wanted}-${id}` : wanted
      keys.add(citationKey.toLowerCase())
      const note = `# ${title}\r\n\n${abstract.slice(0, 300)}\n<!-- dogear:end note -->\n `
      papers.set(
        id,
        exportPaper({ id, title, abstract, allAuthors: authors, publishedAtMs, keywords, tags: keywords.slice(0, 3), note, citationKey }),
      )
    }
  }
  return [...papers.values()]
}

test('each form that names papers is read back as the same papers, in the same order', () => {
  const papers = recorded()
  expect(papers.length).toBeGreaterThan(5000)
  const ids = papers.map(({ id }) => id)
  for (const format of ['bibtex', 'biblatex', 'ris', 'csl-json'] as const)
    expect([format, findPaperReferences(exportPapers(format, papers)).ids]).toEqual([format, ids])
})

test('JSON comes back whole, and a table line by line with the same titles, tags and notes', () => {
  const papers = recorded()
  expect(JSON.parse(exportPapers('json', papers))).toMatchObject(papers.map(({ id, title, note, tags }) => ({ id, title, note, tags })))
  const rows = parseCsv(exportPapers('csv', papers), { columns: true }) as Record<string, string>[]
  expect(rows.length).toBe(papers.length)
  const plain = (cell: string | undefined): string => (cell ?? '').replace(/^'(?=[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/, '')
  rows.forEach((row, index) => {
    expect([row['id'], plain(row['title']), plain(row['note'])]).toEqual([papers[index]?.id, papers[index]?.title, papers[index]?.note])
  })
})

test('BibTeX is taken by another parser: every entry, its key, and its authors by number', () => {
  const papers = recorded().filter((_, index) => index % 4 === 0)
  const { entries, errors } = parseBibtex(exportPapers('bibtex', papers), { sentenceCase: false, caseProtection: 'as-needed' })
  expect(errors.filter(({ error }) => !error.startsWith('unhandled macro'))).toEqual([])
  expect(entries.map(({ key }) => key)).toEqual(papers.map(({ citationKey }) => citationKey))
  entries.forEach(({ fields }, index) => {
    const named = papers[index]?.allAuthors.filter(({ name }) => name.trim() !== '').length ?? 0
    expect([papers[index]?.id, fields.author?.length ?? 0]).toEqual([papers[index]?.id, named])
  })
})

test('each has a file of its own in a vault, from which its note and its identifier come back', () => {
  const papers = recorded()
  const names = new Set(papers.map(({ title, id }) => sameName(paperFileName('obsidian', title, id))))
  expect(names.size).toBe(papers.length)
  for (const paper of papers) {
    const page = vaultPage(null, { paper, annotations: [], image: () => null, note: paper.note, lists: { tags: [], aliases: [] } })
    expect(regionText(page.text, 'note')).toBe(paper.note)
    expect(frontWord(page.text, 'dogear')).toBe(`dogear://paper/${paper.id}`)
    // written again over itself nothing changes
    expect(vaultPage(page.text, { paper, annotations: [], image: () => null, note: paper.note, lists: page.lists }).text).toBe(page.text)
  }
})

test('a library of them goes through an archive row by row the same, with decisions, notes, tags and keys', async () => {
  const daily = path.join(folder ?? '', 'daily')
  const [from, to] = [openLibrary(), openLibrary()]
  for (const file of readdirSync(daily)) {
    const day = file.slice(0, 10)
    const { rows } = parseDailyPapers(JSON.parse(readFileSync(path.join(daily, file), 'utf8')), day)
    storeDay(from.store, day, rows, TEST_NOW_MS)
  }
  const ids = from.store.sql
    .prepare('SELECT id FROM papers ORDER BY id')
    .all()
    .map((row) => String(row['id']))
  expect(ids.length).toBeGreaterThan(5000)
  const some = ids.filter((_, index) => index % 37 === 0)
  decide(from.context, { ids: some, state: 'later' })
  for (const id of some.slice(0, 100)) saveNote(from.context, { id, text: `On ${id}: “αβ”\r\n\u2028`, baseRevision: 0 })
  addTags(from.context, { ids: some.slice(50), names: ['to cite', 'Ünïcode'] })
  await giveKeptKeys({ store: from.store, pattern: DEFAULT_KEY_PATTERN, nowMs: TEST_NOW_MS, readOnly: false }, () => Promise.resolve())
  const files = memoryAnnotationFiles()
  const partsOf = ({ context }: TestLibrary): ArchiveParts => ({
    context,
    ports: {
      annotationFiles: files,
      libraryFiles: memoryLibraryFiles(),
      outsideFolders: createOutsideFolders('/nonexistent'),
      pictureFiles: memoryPictureFiles(),
      clock: context.clock,
      random: context.random,
      yieldTurn: () => Promise.resolve(),
      facts: { dataFolder: 'memory', appVersion: '0.0.0' },
    },
  })
  const signal = new AbortController().signal
  await exportArchive(partsOf(from), { path: '/all.zip', pdfs: false }, { signal })
  await importArchive(partsOf(to), { path: '/all.zip' }, { signal })
  for (const table of archiveTables(from.store)) expect([table, readTable(to.store, table)]).toEqual([table, readTable(from.store, table)])
})

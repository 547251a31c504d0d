// Owns the facts about repairing a library: what can be read of a damaged one is saved, and nothing is ever thrown away.
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { createLibraryFiles } from '#adapters/library-files.ts'
import { lockLibrary } from '#adapters/library-lock.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { saveNote } from '#core/commands/notes.ts'
import { addTags } from '#core/commands/tags.ts'
import { decide } from '#core/commands/triage.ts'
import { verifyLibrary } from '#core/queries/verify.ts'
import { runCare } from '#hosts/core-thread/care-task.ts'
import { addPapers, openLibrary, paperIds } from '#tests/support/library.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const PAPERS = 600

/** A library with notes, marks and tags on a part of its papers, closed. */
function madeLibrary(): string {
  const folder = tempFolder()
  const library = openLibrary(libraryFile(folder))
  const ids = paperIds(PAPERS)
  addPapers(
    library,
    ids.map((id) => ({ id, title: `${id} ${'a long title '.repeat(20)}` })),
  )
  decide(library.context, { ids: ids.slice(0, 200), state: 'later' })
  addTags(library.context, { ids: ids.slice(0, 50), names: ['kept'] })
  for (const id of ids.slice(0, 100)) saveNote(library.context, { id, text: `Note on ${id}.`, baseRevision: 0 })
  library.store.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  library.store.sql.close()
  return folder
}

/** The pages of a table's rows, inner ones left out, the file's first page being 1. */
function leavesOf(file: string, table: string): number[] {
  const database = openDatabase(file, { readOnly: true })
  const pages = database.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno").all(table)
  database.close()
  return pages.map((row) => Number(row['pageno']))
}

function breakPage(file: string, page: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(handle)
}

function count(file: string, table: string): number {
  const database = openDatabase(file, { readOnly: true })
  const rows = Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'])
  database.close()
  return rows
}

const repair = (folder: string) => runCare({ kind: 'repair' }, { dataFolder: folder, clockOffsetMs: 0 })

describe('repairing a damaged file', () => {
  test('saves every row but those of the bad pages, says what was lost, and keeps the damaged file byte for byte', () => {
    const folder = madeLibrary()
    const file = libraryFile(folder)
    const [, second = 0, third = 0] = leavesOf(file, 'papers')
    breakPage(file, second)
    breakPage(file, third)
    const damaged = readFileSync(file)
    const { sentence, keptAs } = repair(folder)
    expect(sentence).toMatch(
      /^Saved 100 notes, 200 decisions, 0 marks on pages, 1 tags, \d+ papers\. Something could not be read any more in: .*papers/,
    )
    expect(count(file, 'papers')).toBeGreaterThan(PAPERS * 0.9)
    expect(count(file, 'papers')).toBeLessThan(PAPERS)
    expect([count(file, 'notes'), count(file, 'marks'), count(file, 'paper_tags')]).toEqual([100, 200, 50])
    expect(readFileSync(path.join(folder, 'backups', keptAs ?? '')).equals(damaged)).toBe(true)
    const library = openLibrary(file)
    expect(verifyLibrary(library.store).checks.filter(({ ok }) => !ok)).toEqual([])
    library.store.sql.close()
  })

  test('saves what stands before and after a bad page of a table without row numbers', () => {
    const folder = madeLibrary()
    const file = libraryFile(folder)
    const leaves = leavesOf(file, 'marks')
    breakPage(file, leaves[Math.floor(leaves.length / 2)] ?? 0)
    expect(repair(folder).sentence).toMatch(/could not be read any more in: marks/)
    expect(count(file, 'marks')).toBeGreaterThan(20)
    expect(count(file, 'papers')).toBe(PAPERS)
  })

  test('brings an index that lies about its table back to the truth', () => {
    const folder = madeLibrary()
    const file = libraryFile(folder)
    for (const page of leavesOf(file, 'sqlite_autoindex_papers_1')) breakPage(file, page)
    expect(repair(folder).sentence).toMatch(new RegExp(`${PAPERS} papers`))
    const library = openLibrary(file)
    expect(verifyLibrary(library.store).ok).toBe(true)
    library.store.sql.close()
  })

  test('declines while another Dogear writes, and when there is nothing at all', () => {
    const folder = madeLibrary()
    const lock = lockLibrary(folder)
    expect(() => repair(folder)).toThrow(/open in another Dogear/)
    lock.release()
    expect(() => repair(tempFolder())).toThrow(/no library to repair/)
  })
})

describe('repairing PDFs', () => {
  test('a damaged one is set aside, never deleted, and can be fetched again; its marks stay', () => {
    const folder = madeLibrary()
    const hash = createLibraryFiles(folder).keep(Buffer.from('%PDF-1.4 good'))
    const lost = 'c'.repeat(64)
    const library = openLibrary(libraryFile(folder))
    const insert = library.store.sql.prepare(
      'INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES (?, 13, NULL, ?, ?, 0)',
    )
    insert.run(hash, 'kept', 'arxiv')
    insert.run(lost, 'lost', 'opened')
    library.store.sql.close()
    writeFileSync(path.join(folder, 'library', `${hash}.pdf`), '%PDF-1.4 bad!')
    expect(repair(folder).sentence).toMatch(/1 PDFs were not on disk any more.* 1 PDFs were damaged and are set aside/)
    expect(readFileSync(path.join(folder, 'library', `${hash}.pdf.damaged-1`), 'utf8')).toBe('%PDF-1.4 bad!')
    const again = openLibrary(libraryFile(folder))
    expect(again.store.sql.prepare('SELECT gone FROM files').all()).toEqual([{ gone: 1 }, { gone: 1 }])
    again.store.sql.close()
  })
})

describe('repairing a sound file', () => {
  test.each([
    ["UPDATE papers SET newest_day = NULL WHERE id = '2611.00001'", /newest day of 1 papers/],
    ["INSERT INTO metric_snapshots VALUES ('2611.00001', 9, 7, 1, NULL)", /figures of 1 papers/],
    ['UPDATE marks SET list_position = 1', /place of its own/],
    ["UPDATE history SET changes = '{' WHERE id = 1", /1 steps of undo/],
    ["UPDATE papers SET keywords = '{}' WHERE id = '2611.00001'", /keywords of 1 papers/],
  ])('puts %s right, keeps a copy, and finds nothing the second time', (damage, said) => {
    const folder = madeLibrary()
    const broken = openLibrary(libraryFile(folder))
    broken.store.sql.exec(damage)
    expect(verifyLibrary(broken.store).ok).toBe(false)
    broken.store.sql.close()
    const { sentence, keptAs } = repair(folder)
    expect([sentence, keptAs]).toEqual([expect.stringMatching(said), expect.stringMatching(/before-repair/)])
    const library = openLibrary(libraryFile(folder))
    expect(verifyLibrary(library.store).ok).toBe(true)
    expect(library.store.sql.prepare('SELECT count(*) AS notes FROM notes').get()).toEqual({ notes: 100 })
    library.store.sql.close()
    expect(repair(folder)).toEqual({ sentence: 'There was nothing to repair.', keptAs: null })
  })
})

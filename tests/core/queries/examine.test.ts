// Owns the facts about the whole examination: PDFs that are not what they were, an index that lacks a paper, turns for others.
import { expect, test } from 'vitest'
import { examineLibrary } from '#core/queries/examine.ts'
import { addPapers, openLibrary } from '#tests/support/library.ts'
import { memoryLibraryFiles } from '#tests/support/memory-library-files.ts'

const never = new AbortController().signal

function desk() {
  const library = openLibrary()
  addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }])
  const libraryFiles = memoryLibraryFiles()
  const insert = library.store.sql.prepare("INSERT INTO files (hash, bytes, title, origin, added_at_ms) VALUES (?, 1, ?, 'arxiv', 0)")
  const add = (title: string): string => {
    const hash = libraryFiles.keep(new TextEncoder().encode(title))
    insert.run(hash, title)
    return hash
  }
  let turns = 0
  let isFileSound = false
  let indexed: Set<string> | null = new Set(['2611.00001', '2611.00002'])
  const examine = async (signal = never) =>
    await examineLibrary(
      {
        store: library.store,
        ports: { libraryFiles, yieldTurn: async () => void (turns += 1), isFileSound: () => Promise.resolve(isFileSound) },
        search: { indexed: () => indexed },
      },
      { signal },
    )
  const found = async (name: string) => (await examine()).checks.find((check) => check.name === name)
  return {
    libraryFiles,
    add,
    examine,
    found,
    turns: () => turns,
    soundElsewhere: () => (isFileSound = true),
    index: (ids: string[] | null) => (indexed = ids && new Set(ids)),
    store: library.store,
  }
}

test('a library whose files and index agree with it is sound, and others have their turns meanwhile', async () => {
  const { add, examine, turns } = desk()
  add('one')
  const { ok, checks } = await examine()
  expect([ok, checks.filter((check) => !check.ok)]).toEqual([true, []])
  expect(turns()).toBeGreaterThan(20)
})

test('a file that was found sound elsewhere is not read again here', async () => {
  const { examine, soundElsewhere, store } = desk()
  const read: string[] = []
  const { prepare } = store.sql
  store.sql.prepare = (sql) => {
    read.push(sql)
    return prepare.call(store.sql, sql)
  }
  soundElsewhere()
  expect((await examine()).checks[0]).toEqual({ name: 'file', ok: true, detail: 'The file is sound.' })
  expect(read.filter((sql) => /integrity_check|quick_check/.test(sql))).toEqual([])
})

test('a PDF with other bytes is damage; one that is gone or belongs to nothing is told', async () => {
  const { add, found, libraryFiles } = desk()
  const [bad, gone] = [add('bad'), add('gone')]
  add('good')
  libraryFiles.keep(new TextEncoder().encode('stray'))
  libraryFiles.kept.set(bad, new TextEncoder().encode('other bytes'))
  libraryFiles.kept.delete(gone)
  expect(await found('files')).toEqual({ name: 'files', ok: false, detail: 'PDFs that are no longer as they were kept (1): bad.' })
  expect(await found('missing files')).toMatchObject({ ok: true, detail: expect.stringContaining('(1): gone') })
  expect(await found('other files')).toMatchObject({ ok: true, detail: expect.stringContaining('belong to no paper (1)') })
})

test('a paper that search lacks, or has too many, is damage; an index in the making is not', async () => {
  const { found, index } = desk()
  index(['2611.00001'])
  expect(await found('index')).toMatchObject({ ok: false, detail: expect.stringContaining('2611.00002') })
  index(['2611.00001', '2611.00002', '2611.00003'])
  expect(await found('index')).toMatchObject({ ok: false, detail: expect.stringContaining('2611.00003') })
  index(null)
  expect(await found('index')).toMatchObject({ ok: true })
})

test('it stops when it is no longer wanted', async () => {
  await expect(desk().examine(AbortSignal.abort())).rejects.toThrow()
})

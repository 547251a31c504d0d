// Owns the proof that marks and the words of PDFs are part of what is searched.
import { expect, test } from 'vitest'
import { storeFile } from '#core/storage/file-rows.ts'
import { storeFilePages } from '#core/storage/file-text-rows.ts'
import { searchedLibrary, storeAnnotation } from './searched-library.ts'

const PAPERS = [
  { id: '2611.00003', title: 'Meadow compass' },
  { id: '2611.00004', title: 'Orchard whistles' },
]

test('marks and the words of PDFs are searched, each by its operator, and an edit is in the next answer', async () => {
  const { library, search, ask, found } = searchedLibrary(PAPERS)
  const hash = 'a'.repeat(64)
  storeFile(library.store, { hash, bytes: 9, paperId: '2611.00003', version: 1, title: 'Meadow compass', origin: 'arxiv', addedAtMs: 1 })
  const pages = [
    { page: 0, label: '1', text: 'The needle swings past the gantry.' },
    { page: 1, label: '2', text: 'Nothing else.' },
  ]
  storeFilePages(library.store, hash, { pages, failed: false, readBy: null, nowMs: 1 })
  storeAnnotation(library, { id: 'mark-1', paperId: '2611.00004', text: 'whistles of brass', comment: 'compare the tuning' })
  expect(await found('gantry ')).toEqual(['2611.00003'])
  expect((await ask('gantry ')).hits[0]).toMatchObject({ fields: ['pdf'] })
  expect(JSON.stringify((await ask('gantry ')).hits[0]?.snippet)).toContain('needle')
  expect(await found('pdf:needle ')).toEqual(['2611.00003'])
  expect(await found('abstract:needle ')).toEqual([])
  expect(await found('annotation:brass ')).toEqual(['2611.00004'])
  expect(await found('tuning ')).toEqual(['2611.00004'])
  library.store.sql.exec("UPDATE annotations SET comment = 'see the bellows'")
  search.changed(['2611.00004'])
  expect(await found('annotation:bellows ')).toEqual(['2611.00004'])
  expect(await found('tuning ')).toEqual([])
})

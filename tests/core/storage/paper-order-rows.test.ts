// Owns the facts about repairing what lists are ordered by.
import { expect, it } from 'vitest'
import { verifyLibrary } from '#core/queries/verify.ts'
import { repairFacts } from '#core/storage/repair.ts'
import { addPapers, openLibrary } from '#tests/support/library.ts'

it('a repair writes lines anew that are missing, wrong or of no paper, and then finds nothing more', () => {
  const library = openLibrary()
  addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }, { id: '2611.00003' }])
  library.store.sql.exec(`
    PRAGMA foreign_keys = OFF;
    UPDATE paper_order SET title = 'another' WHERE id = '2611.00001';
    DELETE FROM paper_order WHERE id = '2611.00002';
    INSERT INTO paper_order VALUES ('2611.00009', NULL, 0, NULL, 'of no paper', 0);
    PRAGMA foreign_keys = ON;`)
  expect(repairFacts(library.store)).toEqual(['3 papers stand where they belong in lists again.'])
  expect(verifyLibrary(library.store).ok).toBe(true)
  expect(repairFacts(library.store)).toEqual([])
})

// Owns the proof that a kill at any moment of saving the index costs nothing: the next start answers, and rightly.
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { startProgram } from '#tests/support/program.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { eventsOf, libraryFile, run, savedOnce } from './kept-index.ts'

const MOMENTS = ['in a piece', 'before the commit', 'after the commit'] as const

/** Saves the index of the library in a process of its own, which is killed at the moment. */
async function saveKilled(file: string, moment: (typeof MOMENTS)[number]): Promise<void> {
  const script = path.join(repositoryRoot, 'tests/core/search/index-save-process.ts')
  const program = startProgram(process.execPath, [script, file, moment], { cwd: repositoryRoot })
  await program.says(/here/)
  await program.end('SIGKILL')
}

function change(file: string, sql: string): void {
  const other = openDatabase(file)
  other.exec(sql)
  other.close()
}

test.each(MOMENTS)('killed %s of the first save, everything is found at the next start, and then saved', async (moment) => {
  const file = libraryFile()
  await saveKilled(file, moment)
  change(file, "UPDATE papers SET title = 'A whistle in the meadow' WHERE id = '2611.00003'")
  const again = run(file)
  await again.search.matching('lantern', { limit: 1, among: ['2611.00900'] }, { signal: new AbortController().signal })
  expect(await again.found('"lantern 900" ')).toEqual(['2611.00900'])
  expect(await again.found('whistle ')).toEqual(['2611.00003'])
  expect(await again.found('"lantern 3" ')).toEqual([])
  if (moment === 'after the commit') expect(eventsOf(again)).toContain('search.index-loaded')
  else await again.logged('search.index-saved')
  again.stop()
  const third = run(file)
  expect(await third.found('"lantern 900" ')).toEqual(['2611.00900'])
  expect(await third.found('whistle ')).toEqual(['2611.00003'])
  expect(eventsOf(third)).toContain('search.index-loaded')
  third.stop()
})

test.each(MOMENTS)('killed %s of a later save, the next start reads a whole index and what changed since, at once', async (moment) => {
  const file = await savedOnce()
  change(file, "UPDATE papers SET abstract = 'Brass.' WHERE id < '2611.00400'")
  await saveKilled(file, moment)
  change(file, "UPDATE papers SET title = 'A whistle in the meadow' WHERE id = '2611.00003'; DELETE FROM papers WHERE id = '2611.00005'")
  const again = run(file)
  expect(await again.found('"lantern 900" ')).toEqual(['2611.00900'])
  expect(eventsOf(again)).toContain('search.index-loaded')
  const { total } = await again.search.matching('brass ', { limit: 0, among: ids(1100) }, { signal: new AbortController().signal })
  expect(total).toBe(399)
  expect(await again.found('whistle ')).toEqual(['2611.00003'])
  expect(await again.found('"lantern 5" ')).toEqual([])
  again.stop()
})

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `2611.${String(at).padStart(5, '0')}`)
}

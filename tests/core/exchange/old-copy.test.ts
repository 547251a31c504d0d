// Owns the facts about an old copy of the library that is put back beside a vault and a mirror which are newer: no text is written over in silence.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { type ExchangeDesk, openDesk } from './exchange-desk.ts'

const ID = '2611.00001'
const PAPERS = [{ id: ID, title: 'On the of folding' }]

interface Place {
  open(vaultOn?: boolean): ExchangeDesk
  /** Copies the library as it is now. */
  copy(desk: ExchangeDesk): void
  /** Puts the copy in the place of the closed library. */
  putBack(): void
  vaultText(): string
  mirrorText(): string
}

function place(): Place {
  const folder = tempFolder()
  const [library, copy, vaultFolder, mirrorFolder] = ['library.sqlite', 'copy.sqlite', 'vault', 'mirror'].map((name) =>
    path.join(folder, name),
  )
  for (const made of [vaultFolder, mirrorFolder]) mkdirSync(made ?? '')
  return {
    open: (vaultOn = true) =>
      openDesk(
        PAPERS,
        () => ({ vaultOn, vaultFolder: vaultFolder ?? '', vaultJournal: false, mirrorOn: true, mirrorFolder: mirrorFolder ?? '' }),
        library,
      ),
    copy: ({ store }) => void store.sql.prepare('VACUUM INTO ?').run(copy ?? ''),
    putBack: () => {
      for (const end of ['-wal', '-shm']) rmSync(`${library}${end}`, { force: true })
      copyFileSync(copy ?? '', library ?? '')
    },
    vaultText: () =>
      readFileSync(path.join(vaultFolder ?? '', 'Papers', readdirSync(path.join(vaultFolder ?? '', 'Papers'))[0] ?? ''), 'utf8'),
    mirrorText: () => readFileSync(path.join(mirrorFolder ?? '', 'notes', `${ID}.md`), 'utf8'),
  }
}

async function write(desk: ExchangeDesk, text: string): Promise<void> {
  const { note } = await desk.call('notes.get', { id: ID })
  await desk.call('notes.save', { id: ID, text, baseRevision: note?.revision ?? 0, ownStep: true })
  await desk.call('keeping.run', {})
}

const noteOf = async (desk: ExchangeDesk): Promise<string | undefined> => (await desk.call('notes.get', { id: ID })).note?.text

test('the newer note of the vault comes back as one step that is named, and can be undone', async () => {
  const here = place()
  const before = here.open()
  await before.call('triage.decide', { ids: [ID], state: 'later' })
  await write(before, 'older words')
  here.copy(before)
  await write(before, 'older words, and newer ones')
  await before.close()
  here.putBack()

  const after = here.open()
  expect(await noteOf(after)).toBe('older words')
  await after.call('keeping.run', {})
  expect(here.vaultText()).toContain('older words, and newer ones')
  expect(await noteOf(after)).toBe('older words, and newer ones')
  expect((await after.call('history.list', {})).entries[0]?.sentence).toBe('Took over the note on “On the of folding” from the vault.')
  // the mirror follows the library, which has the newer words again
  await after.call('keeping.run', {})
  expect(here.mirrorText()).toBe('older words, and newer ones')
  await after.call('history.undo', {})
  expect(await noteOf(after)).toBe('older words')
})

test('a copy from before the vault was there leaves both texts where they are and asks', async () => {
  const here = place()
  const before = here.open(false)
  await before.call('triage.decide', { ids: [ID], state: 'later' })
  await write(before, 'older words')
  here.copy(before)
  await before.close()
  const between = here.open()
  await write(between, 'newer words')
  await between.close()
  here.putBack()

  const after = here.open()
  await after.call('keeping.run', {})
  expect(here.vaultText()).toContain('newer words')
  expect(here.vaultText()).not.toContain('older words')
  expect(await noteOf(after)).toBe('older words')
  expect((await after.call('vault.conflicts', {})).conflicts).toHaveLength(1)
})

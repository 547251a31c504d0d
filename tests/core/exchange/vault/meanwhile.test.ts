// Owns the facts about a vault in which the reader's other programs work while Dogear does.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FILE, ID, openVault, type Vault, withNote } from './vault-desk.ts'

/** Once, when the folder has been listed and nothing was read yet. */
function onceListed({ ports: { outsideFolders } }: Vault, then: () => void | Promise<void>): void {
  const list = outsideFolders.list.bind(outsideFolders)
  outsideFolders.list = async (...asked) => {
    outsideFolders.list = list
    const listed = await list(...asked)
    await then()
    return listed
  }
}

function moveFile({ vault }: Vault): void {
  mkdirSync(path.join(vault, 'Mine'))
  renameSync(path.join(vault, FILE), path.join(vault, 'Mine/folded.md'))
}

test('a file that is moved during a pass stays the only one of its paper, and a pass that was asked for knows it where it is', async () => {
  const vault = await openVault()
  await vault.save('a note')
  await vault.pass()
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  onceListed(vault, () => moveFile(vault))
  expect(await vault.pass()).toEqual({ state: 'kept', problem: null })
  expect(existsSync(path.join(vault.vault, FILE))).toBe(false)
  expect(vault.read('Mine/folded.md')).toContain('state: archive')
})

test('a file that is taken away during a pass comes anew with the whole note, and nothing else is touched', async () => {
  const vault = await openVault()
  await vault.save('a note')
  await vault.pass()
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  onceListed(vault, () => rmSync(path.join(vault.vault, FILE)))
  expect(await vault.pass()).toEqual({ state: 'kept', problem: null })
  expect(vault.read()).toContain('a note')
  expect(await vault.note()).toBe('a note')
})

test('a file that moves on from a folder that is read later to one that was read is not taken for gone', async () => {
  const vault = await openVault()
  await vault.save('a note')
  await vault.pass()
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  const { outsideFolders } = vault.ports
  const list = outsideFolders.list.bind(outsideFolders)
  outsideFolders.list = async (...asked) => {
    outsideFolders.list = list
    moveFile(vault)
    return (await list(...asked)).filter(({ name }) => name !== 'Mine/folded.md')
  }
  await vault.pass()
  expect(readdirSync(path.join(vault.vault, 'Papers'))).toEqual([])
  expect(vault.read('Mine/folded.md')).toContain('state: archive')
})

test('a pass that is asked for while another is under way begins after it, so what was written meanwhile is in the library then', async () => {
  const vault = await openVault()
  await vault.save('before')
  await vault.pass()
  let letGo = (): void => undefined
  let isHeld = false
  onceListed(vault, () => {
    isHeld = true
    return new Promise((resolve) => (letGo = resolve))
  })
  vault.start()
  await vault.memory.until(() => isHeld)
  const asked = vault.pass()
  vault.write(withNote(vault.read(), 'written meanwhile'))
  letGo()
  expect(await asked).toEqual({ state: 'kept', problem: null })
  expect(await vault.note()).toBe('written meanwhile')
})

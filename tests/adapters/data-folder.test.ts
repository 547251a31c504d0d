// Owns the facts about the places of a library.
import { chmodSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { prepareFolder, usualFolders } from '#adapters/data-folder.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const noPermissions = process.platform === 'win32' || process.getuid?.() === 0 ? 'permissions of files hold for nobody who is root' : null

test('each system has its usual places', () => {
  expect(usualFolders('linux', {}, '/home/a')).toEqual({ data: '/home/a/.local/share/dogear', config: '/home/a/.config/dogear' })
  expect(usualFolders('linux', { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: 'relative' }, '/home/a')).toEqual({
    data: '/d/dogear',
    config: '/home/a/.config/dogear',
  })
  const support = '/Users/a/Library/Application Support/Dogear'
  expect(usualFolders('darwin', { XDG_DATA_HOME: '/d' }, '/Users/a')).toEqual({ data: support, config: support })
  expect(usualFolders('win32', { LOCALAPPDATA: '/l', APPDATA: '/r' }, '/u')).toEqual({
    data: path.join('/l', 'Dogear'),
    config: path.join('/r', 'Dogear'),
  })
})

testUnless(process.platform === 'win32' ? 'Windows keeps its permissions and links in another way' : null)(
  'a new folder is its owner’s alone',
  () => {
    const folder = path.join(tempFolder(), 'one', 'two')
    prepareFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    prepareFolder(folder)
  },
)

test('a file in its place is told with the name', () => {
  const folder = path.join(tempFolder(), 'file')
  writeFileSync(folder, '')
  expect(() => prepareFolder(folder)).toThrow(expect.objectContaining({ code: 'not-found', message: expect.stringContaining(folder) }))
  expect(() => prepareFolder(path.join(folder, 'below'))).toThrow(expect.objectContaining({ code: 'not-found' }))
})

testUnless(noPermissions)('a folder that may not be written is told', () => {
  const folder = tempFolder()
  chmodSync(folder, 0o500)
  expect(() => prepareFolder(folder)).toThrow(expect.objectContaining({ code: 'read-only' }))
  chmodSync(folder, 0o700)
})

testUnless(process.platform === 'linux' ? null : 'Linux has such a place')('a place where no folder can be made is told, and soon', () => {
  expect(() => prepareFolder('/proc/none/dogear')).toThrow(expect.objectContaining({ code: 'read-only' }))
})

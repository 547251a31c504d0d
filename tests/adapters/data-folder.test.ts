import { chmodSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { prepareFolder, usualFolders } from '#adapters/data-folder.ts'
import { tempFolder } from '../support/temp-folder.ts'

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

test.skipIf(process.platform === 'win32')('a new folder is its owner’s alone', () => {
  const folder = path.join(tempFolder(), 'one', 'two')
  prepareFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  prepareFolder(folder)
})

test('a file in its place is told with the name', () => {
  const folder = path.join(tempFolder(), 'file')
  writeFileSync(folder, '')
  expect(() => prepareFolder(folder)).toThrow(expect.objectContaining({ code: 'not-found', message: expect.stringContaining(folder) }))
  expect(() => prepareFolder(path.join(folder, 'below'))).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder that may not be written is told', () => {
  const folder = tempFolder()
  chmodSync(folder, 0o500)
  expect(() => prepareFolder(folder)).toThrow(expect.objectContaining({ code: 'read-only' }))
  chmodSync(folder, 0o700)
})

test.skipIf(process.platform !== 'linux')('a place where no folder can be made is told, and soon', () => {
  expect(() => prepareFolder('/proc/none/dogear')).toThrow(expect.objectContaining({ code: 'read-only' }))
})

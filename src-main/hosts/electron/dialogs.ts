// Owns the system's dialogs for folders and files, and writing a file where the reader said.
import path from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { DogearError } from '#domain/errors.ts'
import { writeFileAtomic } from '#adapters/files.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import type { Dialogs } from '../host-calls.ts'

export function createDialogs(dataFolder: string, window: () => BrowserWindow | undefined): Dialogs {
  const outside = createOutsideFolders(dataFolder)
  const over = (): BrowserWindow => {
    const found = window()
    if (!found) throw new DogearError('unsupported', 'There is no window to ask from.')
    return found
  }
  return {
    choose: async ({ of, title, from }) => {
      const start = from === '' ? {} : { defaultPath: from }
      if (of === 'folder') {
        const { filePaths } = await dialog.showOpenDialog(over(), { title, ...start, properties: ['openDirectory', 'createDirectory'] })
        return filePaths[0] ?? null
      }
      const filters = [{ name: 'BibTeX', extensions: ['bib'] }]
      // Dogear writes over no file that it did not make, so the system need not ask
      const { filePath } = await dialog.showSaveDialog(over(), { title, ...start, filters, properties: ['createDirectory'] })
      return filePath === '' ? null : filePath
    },
    save: async (name, bytes) => {
      const extension = path.extname(name).slice(1)
      const filters = extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }]
      const { filePath } = await dialog.showSaveDialog(over(), { defaultPath: path.basename(name), filters })
      if (filePath === '') return null
      // what is kept in the library's own folder is nobody's to write over
      if (!outside.has(path.dirname(filePath))) throw new DogearError('not-found', `There is no folder ${path.dirname(filePath)}.`)
      writeFileAtomic(filePath, bytes)
      return filePath
    },
  }
}

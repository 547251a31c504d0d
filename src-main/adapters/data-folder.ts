// Owns where the library lives: the usual place of each system, and the names of what is inside.
import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'
import { makeFolder } from './files.ts'

export interface UsualFolders {
  data: string
  config: string
}

/** XDG base directories on Linux, Application Support on macOS, AppData on Windows. */
export function usualFolders(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): UsualFolders {
  const from = (variable: string, ...otherwise: string[]): string => {
    const value = environment[variable]
    return value && path.isAbsolute(value) ? value : path.join(home, ...otherwise)
  }
  if (platform === 'darwin') {
    const support = path.join(home, 'Library', 'Application Support', 'Dogear')
    return { data: support, config: support }
  }
  if (platform === 'win32') {
    return {
      data: path.join(from('LOCALAPPDATA', 'AppData', 'Local'), 'Dogear'),
      config: path.join(from('APPDATA', 'AppData', 'Roaming'), 'Dogear'),
    }
  }
  return {
    data: path.join(from('XDG_DATA_HOME', '.local', 'share'), 'dogear'),
    config: path.join(from('XDG_CONFIG_HOME', '.config'), 'dogear'),
  }
}

/** Makes the folder where it is missing, for its owner alone. Throws `read-only` or `not-found` with the way out. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const detail = `${folder}: ${cause instanceof Error ? cause.message : String(cause)}`
    if (code === 'ENOSPC')
      throw new DogearError('disk-full', 'The disk is full, so the data folder could not be made. Free some space and try again.', {
        detail,
        cause,
      })
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new DogearError('not-found', `The data folder ${folder} is not a folder. Choose another with --data.`, { detail, cause })
    }
    throw new DogearError(
      'read-only',
      `The data folder ${folder} can’t be made or written. Check who owns it, or choose another with --data.`,
      { detail, cause },
    )
  }
}

export function libraryFile(dataFolder: string): string {
  return path.join(dataFolder, 'library.sqlite')
}

export function backupsFolder(dataFolder: string): string {
  return path.join(dataFolder, 'backups')
}

export function logFile(dataFolder: string): string {
  return path.join(dataFolder, 'logs', 'dogear.log')
}

// Owns what is said of a folder while it is typed: whether it can be used, and how its name may go on.
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { toFailure } from '#domain/errors.ts'
import type { OutsideFolders } from '../ports.ts'
import { absolutePath } from './outside-path.ts'

export function lookAtFolder(folders: OutsideFolders, { path }: ParsedInput<'places.look'>): CallOutput<'places.look'> {
  const typed = path.trim()
  return { problem: typed === '' ? null : problemOf(folders, typed), folders: folders.startingWith(typed) }
}

function problemOf(folders: OutsideFolders, typed: string): string | null {
  try {
    return folders.has(absolutePath(typed, 'this')) ? null : `There is no folder ${typed} yet. Make it, or name another.`
  } catch (thrown) {
    return toFailure(thrown).message
  }
}

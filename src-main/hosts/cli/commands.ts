// Owns the table of commands, in the order in which help tells them.
import type { CliCommand } from './cli-command.ts'
import { add } from './commands/add.ts'
import { annotations } from './commands/annotations.ts'
import { archive, importCommand, pack } from './commands/archive.ts'
import { backup } from './commands/backup.ts'
import { cite } from './commands/cite.ts'
import { digest } from './commands/digest.ts'
import { exportCommand } from './commands/export.ts'
import { feed } from './commands/feed.ts'
import { keep } from './commands/keep.ts'
import { key } from './commands/key.ts'
import { list } from './commands/list.ts'
import { mark } from './commands/mark.ts'
import { mcp } from './commands/mcp.ts'
import { note } from './commands/note.ts'
import { restore } from './commands/restore.ts'
import { search } from './commands/search.ts'
import { show } from './commands/show.ts'
import { sync } from './commands/sync.ts'
import { tag } from './commands/tag.ts'
import { redo, undo } from './commands/undo.ts'
import { zotero } from './commands/zotero.ts'
import { verify } from './commands/verify.ts'

export const COMMANDS: readonly CliCommand[] = [
  sync,
  list,
  show,
  search,
  add,
  mark,
  note,
  tag,
  undo,
  redo,
  annotations,
  cite,
  exportCommand,
  archive,
  pack,
  importCommand,
  keep,
  zotero,
  mcp,
  feed,
  key,
  digest,
  verify,
  backup,
  restore,
]

export function findCommand(name: string): CliCommand | undefined {
  return COMMANDS.find((command) => command.name === name)
}

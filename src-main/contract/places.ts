// Owns the calls about places outside of the library: the system's own dialogs, and what is known of a folder that is typed.
import { z } from 'zod'
import { byHost, command, query } from './define.ts'

const TypedPath = z.string().max(4096)
const MOST_SAVED_BASE64 = 400_000_000

export const placeCalls = {
  /** Whether a folder can be used, as it is typed: a sentence where it can't, and those whose names go on like it, at most 50. */
  'places.look': query(z.object({ path: TypedPath }), z.object({ problem: z.string().nullable(), folders: z.array(z.string()) })),
  /** Asks with the system's dialog for a folder, or for a file of that ending to write. Null where it was left. Throws `unsupported` in a browser. */
  'places.choose': byHost(
    command(
      z.object({ of: z.enum(['folder', 'bib']), title: z.string().max(200), from: TypedPath }),
      z.object({ path: z.string().nullable() }),
    ),
  ),
  /** Asks with the system's dialog where a file goes and writes it there. Null where it was left. Throws `unsupported` in a browser, which saves by itself. */
  'places.save': byHost(
    command(
      z.object({ name: z.string().min(1).max(255), base64: z.string().max(MOST_SAVED_BASE64) }),
      z.object({ path: z.string().nullable() }),
    ),
  ),
} as const

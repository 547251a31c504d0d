// Owns a run of `dogear`: a command that opens a window starts at once, all others are loaded when they are asked for.
import { stopQuietlyAtClosedPipe } from './closed-pipe.ts'
import { WINDOW_COMMANDS } from './commands/window.ts'
import { splitCommand } from './common-options.ts'

/** Runs one command and sets the exit code; never rejects. */
export async function main(args: readonly string[]): Promise<void> {
  stopQuietlyAtClosedPipe()
  process.exitCode = await run(args)
}

async function run(args: readonly string[]): Promise<number> {
  const { name, rest } = splitCommand(args)
  const window = rest.includes('--help') ? undefined : WINDOW_COMMANDS.find((command) => command.name === name)
  if (!window) return await (await import('./run-command.ts')).run(args)
  try {
    return await window.run(rest)
  } catch (thrown) {
    const [{ refuse }, { toFailure }] = await Promise.all([import('./run-command.ts'), import('#domain/errors.ts')])
    return await refuse(toFailure(thrown), args.includes('--json'))
  }
}

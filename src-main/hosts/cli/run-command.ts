// Owns a run of a command: finds it, gives it its words, prints its answer, ends with its number.
import { DogearError, type Failure, toFailure } from '#domain/errors.ts'
import { parseStartOptions } from '../start-options.ts'
import type { Answer, CliCommand, CliRun } from './cli-command.ts'
import { type CommandLine, readCommandLine } from './command-line.ts'
import { findCommand } from './commands.ts'
import { WINDOW_COMMANDS } from './commands/window.ts'
import { splitCommand } from './common-options.ts'
import { EXIT, exitCodeOf } from './exit-codes.ts'
import { helpFor, helpForAll, helpForKeys } from './help.ts'
import { type OpenLibrary, openLibrary } from './library.ts'
import { print, printProgress, readStdin, say } from './terminal.ts'

/** Runs one command, or tells the help, and resolves with the exit code; never rejects. */
export async function run(args: readonly string[]): Promise<number> {
  const { name, rest } = splitCommand(args)
  const json = args.includes('--json')
  try {
    const window = WINDOW_COMMANDS.find((command) => command.name === name)
    if (window) {
      await print(helpFor(window))
      return EXIT.ok
    }
    if (name === 'help') {
      await print(helpOn(rest.find((word) => !word.startsWith('-'))))
      return EXIT.ok
    }
    if (name === undefined) {
      await print(helpForAll())
      return rest.includes('--help') ? EXIT.ok : EXIT.usage
    }
    const command = findCommand(name)
    if (!command) throw unknownCommand(name)
    const line = readCommandLine(command, rest)
    if (line.values.has('help')) {
      await print(helpFor(command))
      return EXIT.ok
    }
    return await runCommand(command, line, json)
  } catch (thrown) {
    return await refuse(toFailure(thrown), json)
  }
}

function helpOn(name: string | undefined): string {
  if (name === undefined) return helpForAll()
  if (name === 'keys') return helpForKeys()
  const command = findCommand(name) ?? WINDOW_COMMANDS.find((known) => known.name === name)
  if (!command) throw unknownCommand(name)
  return helpFor(command)
}

function unknownCommand(name: string): DogearError {
  return new DogearError('invalid-input', `Dogear knows no command “${name}”. See dogear help.`)
}

async function runCommand(command: CliCommand, { words, values }: CommandLine, json: boolean): Promise<number> {
  const start = parseStartOptions(startArgs(values))
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  // a second Ctrl+C ends at once
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  let library: OpenLibrary | undefined
  const run: CliRun = {
    words,
    json,
    option: (name) => {
      const value = values.get(name)
      return typeof value === 'string' ? value : undefined
    },
    has: (name) => values.has(name),
    open: async (access) => (library ??= await openLibrary(start, access, { signal: abort.signal, say })),
    readStdin,
    progress: printProgress,
  }
  let answer: Answer
  try {
    answer = await command.run(run)
  } finally {
    printProgress('')
    await library?.close()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stop)
  }
  await print(json ? `${JSON.stringify(answer.json, null, 2)}\n` : answer.text)
  return answer.exitCode ?? EXIT.ok
}

/** The options that every host reads in one place. */
function startArgs(values: CommandLine['values']): string[] {
  return ['data', 'now', 'hf-url', 'arxiv-url', 'offline'].flatMap((name) => {
    const value = values.get(name)
    return value === undefined ? [] : [value === true ? `--${name}` : `--${name}=${value}`]
  })
}

/** Says why nothing was done; resolves with the exit code. */
export async function refuse(failure: Failure, json: boolean): Promise<number> {
  if (json) await print(`${JSON.stringify({ error: { code: failure.code, message: failure.message } }, null, 2)}\n`)
  else say(failure.message)
  if (failure.code === 'internal' && process.env['DOGEAR_DETAILS'] === '1') say(failure.detail ?? '')
  return exitCodeOf(failure.code)
}

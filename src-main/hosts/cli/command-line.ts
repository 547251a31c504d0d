// Owns the reading of the command line: which command, which options, and a sentence for everything that is neither.
import { parseArgs } from 'node:util'
import { DogearError } from '#domain/errors.ts'
import type { CliCommand, CliOption } from './cli-command.ts'
import { COMMON_OPTIONS } from './common-options.ts'

export interface CommandLine {
  words: string[]
  values: ReadonlyMap<string, string | true>
}

/** Throws `invalid-input` with a sentence that names what is wrong and what is right. */
export function readCommandLine(command: CliCommand, args: readonly string[]): CommandLine {
  const known = { ...command.options, ...COMMON_OPTIONS }
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, option]) => [name, { type: option.value === undefined ? 'boolean' : 'string' }]),
    ),
  })
  const words: string[] = []
  const values = new Map<string, string | true>()
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!option || !token.rawName.startsWith('--')) throw wrong(`dogear ${command.name} knows no option ${token.rawName}.`, command)
    if (values.has(token.name)) throw wrong(`${token.rawName} is given twice.`, command)
    if (option.value === undefined) {
      if (token.value !== undefined) throw wrong(`${token.rawName} takes no value.`, command)
      values.set(token.name, true)
    } else {
      if (token.value === undefined || (!token.inlineValue && isOption(token.value, known)))
        throw wrong(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`, command)
      values.set(token.name, token.value)
    }
  }
  if (values.has('help')) return { words, values }
  if (words.length < command.words.least) throw wrong(`dogear ${command.name} needs more: dogear ${command.usage}.`, command)
  if (words.length > command.words.most)
    throw wrong(`dogear ${command.name} does not take “${words[command.words.most]}”: dogear ${command.usage}.`, command)
  return { words, values }
}

/** `--state --day` is a forgotten value; `--set -5` or `--set "--- a rule"` is a text. */
function isOption(text: string, known: Readonly<Record<string, CliOption>>): boolean {
  return text.startsWith('--') && Object.hasOwn(known, text.slice(2).split('=')[0] ?? '')
}

function wrong(sentence: string, command: CliCommand): DogearError {
  return new DogearError('invalid-input', `${sentence} See dogear help ${command.name}.`)
}

// Owns the help, made from the tables of commands, options and exit codes.
import { PaperState } from '#domain/marks.ts'
import type { CliOption } from './cli-command.ts'
import { COMMON_OPTIONS } from './common-options.ts'
import { COMMANDS } from './commands.ts'
import { WINDOW_COMMANDS } from './commands/window.ts'
import { EXIT_MEANINGS } from './exit-codes.ts'

interface Described {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly options: Readonly<Record<string, CliOption>>
}

export function helpForAll(): string {
  const commands = [...WINDOW_COMMANDS, ...COMMANDS]
  return [
    'dogear: read the Daily Papers, decide, keep, find again.',
    '',
    ...commands.flatMap(({ usage, summary }) => [`  dogear ${usage}`, `      ${summary}`]),
    '',
    'Every command takes:',
    ...optionLines(COMMON_OPTIONS),
    '',
    `A STATE is ${PaperState.options.join(', ')}; a DAY is written 2026-03-02; an ID is 2401.12345, hep-th/9901001 or the address of a paper.`,
    '',
    'The exit code says how it went:',
    ...table(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning])),
    '',
    'Commands that only read work beside an open window. Those that write need the library for themselves.',
    '',
  ].join('\n')
}

export function helpFor({ usage, summary, options }: Described): string {
  const own = Object.keys(options).length === 0 ? [] : [...optionLines(options), '']
  return [`dogear ${usage}`, `  ${summary}`, '', ...own, 'And as every command:', ...optionLines(COMMON_OPTIONS), ''].join('\n')
}

function optionLines(options: Readonly<Record<string, CliOption>>): string[] {
  return table(Object.entries(options).map(([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help]))
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

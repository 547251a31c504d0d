// Owns the help, made from the tables of commands, options, exit codes and the window's actions.
import { actionList } from '#contract/actions.ts'
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
    'The keys of the window, as they are unless changed in Settings: dogear help keys.',
    'Commands that only read work beside an open window. Those that write need the library for themselves.',
    '',
  ].join('\n')
}

/** The window's keys, by what they are about. */
export function helpForKeys(): string {
  const groups = Map.groupBy(
    actionList().filter(({ keys }) => keys.length > 0),
    ({ group }) => group,
  )
  const lines = [...groups].flatMap(([group, actions]) => [
    '',
    `${group}:`,
    ...table(actions.map(({ title, keys }) => [keys.map((key) => key.replace('Mod', 'Ctrl/Cmd')).join(', '), title])),
  ])
  return ['The keys of the window, as they are unless changed in Settings.', ...lines, ''].join('\n')
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

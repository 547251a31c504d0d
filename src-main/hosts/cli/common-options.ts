// Owns the options of every command, and which word of a command line is the command.
import type { CliOption } from './cli-command.ts'

/** Taken by every command. */
export const COMMON_OPTIONS: Readonly<Record<string, CliOption>> = {
  data: { value: 'DIR', help: 'the folder of the library and its settings' },
  now: { value: 'ISO', help: 'take this for the present, as 2026-03-02T12:00:00Z' },
  'hf-url': { value: 'URL', help: 'where Hugging Face is (also DOGEAR_HF_URL)' },
  'arxiv-url': { value: 'URL', help: 'where arXiv is (also DOGEAR_ARXIV_URL)' },
  offline: { help: 'use no network' },
  json: { help: 'print one JSON document' },
  help: { help: 'say what the command takes' },
}

/** The first word that is not the value of a common option; undefined when there is none. `rest` is everything else, in order. */
export function splitCommand(args: readonly string[]): { name: string | undefined; rest: string[] } {
  let index = 0
  while (index < args.length) {
    const arg = args[index] ?? ''
    if (arg === '--' || !arg.startsWith('-')) break
    const takesNext = COMMON_OPTIONS[arg.replace(/^--/, '')]?.value !== undefined
    index += takesNext ? 2 : 1
  }
  return { name: args[index], rest: args.toSpliced(index, 1) }
}

// Owns what a command of the command line is: its words, its options, and the answer it gives.
import type { CallInput, CallName, CallOutput, EventFrame } from '#contract/api.ts'

export interface CliOption {
  /** What stands after it in the help, `DAY`; absent for a switch. */
  readonly value?: string
  readonly help: string
}

/** Printed as `text`, or as `json` when `--json` was given. */
export interface Answer {
  text: string
  json: unknown
  /** 0 unless told. */
  exitCode?: number
}

/** An open library, as the window sees it: calls by name. Failures are thrown as `DogearError`. */
export interface Library {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>
  onEvent(listener: (frame: EventFrame) => void): () => void
}

/** `read` works beside a running window; `write` needs the library for itself, as does `tools`, whose steps are told to be another program's; `sync` also uses the network. */
export type Access = 'read' | 'write' | 'tools' | 'sync'

export interface CliRun {
  /** What stands after the command and is no option. */
  readonly words: readonly string[]
  option(name: string): string | undefined
  /** Is the switch given? */
  has(name: string): boolean
  readonly json: boolean
  /** Opens the library; it is closed when the command has ended. */
  open(access: Access): Promise<Library>
  readStdin(): Promise<string>
  /** A line on stderr that may be written over, only on a terminal. */
  progress(line: string): void
}

export interface CliCommand {
  readonly name: string
  /** After `dogear`, as in `mark ID… STATE`. */
  readonly usage: string
  readonly summary: string
  readonly options: Readonly<Record<string, CliOption>>
  /** How many words may follow. */
  readonly words: { readonly least: number; readonly most: number }
  run(run: CliRun): Promise<Answer>
}

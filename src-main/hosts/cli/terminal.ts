// Owns what is written to and read from the terminal or the pipe around the program.
import { buffer } from 'node:stream/consumers'
import { DogearError } from '#domain/errors.ts'

/** Resolves when the text has left the program. */
export function print(output: string): Promise<void> {
  if (output === '') return Promise.resolve()
  return new Promise((resolve) => process.stdout.write(output, () => resolve()))
}

export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

let lastLine = ''

/** Writes over the line before; nothing where stderr is no terminal. */
export function printProgress(line: string): void {
  if (!process.stderr.isTTY || line === lastLine) return
  lastLine = line
  process.stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`)
}

/** All of standard input as it came. Throws `invalid-input` when a person would have to type it blindly, or nothing comes. */
export async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) throw new DogearError('invalid-input', 'A “-” stands for standard input, and nothing is piped into it.')
  const content = utf8(await buffer(process.stdin))
  if (content === '') throw new DogearError('invalid-input', 'Nothing came on standard input, so nothing was changed.')
  return content
}

/** Byte for byte: a byte order mark stays, and what is not UTF-8 is refused instead of being changed. */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes)
  } catch {
    throw new DogearError('invalid-input', 'What came on standard input is not UTF-8 text, so nothing was changed.')
  }
}

/** What stored text may not do to a terminal: every control character but tab and line end is shown as a blank. */
export function forTerminal(content: string): string {
  return content.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, ' ')
}

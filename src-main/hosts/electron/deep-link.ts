// Owns finding the dogear:// link or the PDF with which the system started or called the program.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { LINK_SCHEME } from '#domain/dogear-link.ts'

/** The first link among the arguments of a start, as Windows and Linux pass it. */
export function linkAmong(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`))
}

/** The first PDF among them that is there, as an absolute path; `folder` is where they were written. */
export function pdfAmong(args: readonly string[], folder: string): string | undefined {
  const named = args.filter((argument) => /\.pdf$/i.test(argument) && !argument.startsWith('-'))
  return named.map((argument) => path.resolve(folder, argument)).find((file) => existsSync(file))
}

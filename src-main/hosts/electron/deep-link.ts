// Owns finding the dogear:// link with which the system started or called the program.
import { LINK_SCHEME } from '#domain/dogear-link.ts'

/** The first link among the arguments of a start, as Windows and Linux pass it. */
export function linkAmong(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`))
}

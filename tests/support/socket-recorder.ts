// Owns watching which addresses a program and its children connect or send to, as the system's own tracer sees it.
import { existsSync, readFileSync } from 'node:fs'

/** Half a sentence, null where it can. */
export function whyNoRecorder(): string | null {
  return existsSync('/usr/bin/strace') ? null : 'no strace here: `apt-get install strace` puts it there on Debian'
}

/** What to put before a program so that its connections are written to `file`. */
export function recorderFor(file: string): readonly string[] {
  return ['/usr/bin/strace', '-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-e', 'signal=none', '-o', file]
}

/** Each address of the internet's two families that was connected or sent to, as `address port`, once; local sockets have none. */
export function recordedAddresses(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const found = lines.flatMap((line) => {
    if (!line.includes('sa_family=AF_INET')) return []
    const port = /htons\((\d+)\)/.exec(line)?.[1] ?? '?'
    const address = /inet_addr\("([^"]+)"\)/.exec(line)?.[1] ?? /inet_pton\(AF_INET6, "([^"]+)"/.exec(line)?.[1] ?? line
    return [`${address} ${port}`]
  })
  return [...new Set(found)].sort()
}

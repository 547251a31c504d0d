// Owns dogear:// links: the only thing one can do is name a paper to show.
import { isPaperId, type PaperId } from '#domain/paper.ts'

export const LINK_SCHEME = 'dogear'

/** `dogear://paper/2401.12345` → its id; undefined for everything else. */
export function paperOfLink(link: string): PaperId | undefined {
  if (link.length > 200 || !/^dogear:\/\//i.test(link) || !URL.canParse(link)) return undefined
  const url = new URL(link)
  if (url.host !== 'paper' || url.search !== '' || url.hash !== '' || url.username !== '' || url.port !== '') return undefined
  const id = url.pathname.slice(1).replace(/\/$/, '')
  return isPaperId(id) ? id : undefined
}

/** The first link among the arguments of a start, as Windows and Linux pass it. */
export function linkAmong(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`))
}

// Owns dogear:// links: the only thing one can do is name a paper, a file, a mark, a day or a week to show.
import { AnnotationId, FileHash } from './annotation.ts'
import { Day, Week } from './day.ts'
import type { ListPlace } from './list.ts'
import { isPaperId, type PaperId } from './paper.ts'

export const LINK_SCHEME = 'dogear'

export type DogearLink =
  | { kind: 'paper'; id: PaperId; annotation: AnnotationId | null }
  /** A file without a paper behind it. */
  | { kind: 'file'; hash: FileHash; annotation: AnnotationId | null }
  /** The papers of a day or a week. */
  | { kind: 'list'; place: Extract<ListPlace, { kind: 'day' | 'week' }>; annotation: null }

/**
 * `dogear://paper/2401.12345`, `dogear://file/<sha256>`, each with `?annotation=<uuid>` or without, `dogear://day/2026-08-21`,
 * `dogear://week/2026-W34`; undefined for everything else.
 */
export function parseDogearLink(text: string): DogearLink | undefined {
  const found = text.length > 300 ? null : LINK.exec(text)
  if (!found) return undefined
  const [, host = '', rest = '', asked] = found
  const annotation = asked === undefined ? null : AnnotationId.safeParse(asked).data
  if (annotation === undefined) return undefined
  if (host.toLowerCase() === 'paper' && isPaperId(rest)) return { kind: 'paper', id: rest, annotation }
  if (asked === undefined && host.toLowerCase() === 'day' && Day.safeParse(rest).success)
    return { kind: 'list', place: { kind: 'day', day: rest }, annotation: null }
  if (asked === undefined && host.toLowerCase() === 'week' && Week.safeParse(rest).success)
    return { kind: 'list', place: { kind: 'week', week: rest }, annotation: null }
  if (host.toLowerCase() === 'file' && FileHash.safeParse(rest).success) return { kind: 'file', hash: rest, annotation }
  return undefined
}

const LINK = /^dogear:\/\/(paper|file|day|week)\/([^?#]*?)\/?(?:\?annotation=([0-9a-f-]{36}))?$/i

/** The link that opens exactly at a mark; a file without a paper is named by its hash. */
export function linkToMark({ id, paperId, fileHash }: { id: AnnotationId; paperId: PaperId | null; fileHash: FileHash }): string {
  return paperId === null ? `dogear://file/${fileHash}?annotation=${id}` : `dogear://paper/${paperId}?annotation=${id}`
}

// Owns dogear:// links: the only thing one can do is name a paper, a file or a mark to show.
import { AnnotationId, FileHash } from './annotation.ts'
import { isPaperId, type PaperId } from './paper.ts'

export const LINK_SCHEME = 'dogear'

export type DogearLink =
  | { kind: 'paper'; id: PaperId; annotation: AnnotationId | null }
  /** A file without a paper behind it. */
  | { kind: 'file'; hash: FileHash; annotation: AnnotationId | null }

/** `dogear://paper/2401.12345`, `dogear://file/<sha256>`, each with `?annotation=<uuid>` or without; undefined for everything else. */
export function parseDogearLink(text: string): DogearLink | undefined {
  const found = text.length > 300 ? null : LINK.exec(text)
  if (!found) return undefined
  const [, host = '', rest = '', asked] = found
  const annotation = asked === undefined ? null : AnnotationId.safeParse(asked).data
  if (annotation === undefined) return undefined
  if (host.toLowerCase() === 'paper' && isPaperId(rest)) return { kind: 'paper', id: rest, annotation }
  if (host.toLowerCase() === 'file' && FileHash.safeParse(rest).success) return { kind: 'file', hash: rest, annotation }
  return undefined
}

const LINK = /^dogear:\/\/(paper|file)\/([^?#]*?)\/?(?:\?annotation=([0-9a-f-]{36}))?$/i

/** The link that opens exactly at a mark; a file without a paper is named by its hash. */
export function linkToMark({ id, paperId, fileHash }: { id: AnnotationId; paperId: PaperId | null; fileHash: FileHash }): string {
  return paperId === null ? `dogear://file/${fileHash}?annotation=${id}` : `dogear://paper/${paperId}?annotation=${id}`
}

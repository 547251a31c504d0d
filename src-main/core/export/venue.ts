// Owns where a paper was published, as far as arXiv's own record says it.
import type { ExportPaper } from './export.ts'

/** "Accepted at …", "To appear in …": what follows is a name, which begins with a capital or a digit. */
const ACCEPTED =
  /\b(?:accepted|published|appear(?:s|ed)?|presented|camera[- ]ready)\b[^.;]{0,40}?\b(?:at|in|by|for|to)\s+(?:the\s+)?([\p{Lu}\d][^.;,()]{1,80})/iu

/** The journal reference, else the place that the author's comment names; null where neither says. */
export function venueOf({ arxiv }: Pick<ExportPaper, 'arxiv'>): string | null {
  const journal = arxiv?.journalRef?.trim()
  if (journal) return journal
  const named = ACCEPTED.exec(arxiv?.comment ?? '')?.[1]?.trim()
  return named !== undefined && /^[\p{Lu}\d]/u.test(named) ? named : null
}

// Owns what a paper is: its identifiers, the facts that came from outside, and the two shapes the window reads.
import { z } from 'zod'
import { Day } from './day.ts'
import { PaperState } from './marks.ts'

const NEW_STYLE = String.raw`\d{4}\.\d{4,5}`
const OLD_STYLE = String.raw`[a-z-]+(?:\.[A-Z]{2})?\/\d{7}`
const REFERENCE = new RegExp(
  String.raw`^(?:arxiv:\s*)?(?:(?:https?:\/\/)?(?:[a-z]+\.)?(?:arxiv\.org\/(?:abs|pdf|html|src)|huggingface\.co\/papers|hf\.co\/papers|alphaxiv\.org\/(?:abs|overview))\/)?(${NEW_STYLE}|${OLD_STYLE})(v\d{1,3})?(?:\.pdf|\.md)?(?:[?#].*)?$`,
  'i',
)
const ID_PATTERN = new RegExp(String.raw`^(?:${NEW_STYLE}|[a-z-]+\/\d{7}|sample-\d{2}|local-[0-9a-f]{16,64})$`)

/**
 * The base arXiv identifier without a version (`2401.12345`, `hep-th/9901001`), or one that Dogear made
 * (`sample-07`, `local-…`). Form: arXiv help, "Understanding the arXiv identifier".
 */
export const PaperId = z.string().regex(ID_PATTERN, 'not the identifier of a paper')
export type PaperId = z.infer<typeof PaperId>

export function isPaperId(text: string): boolean {
  return ID_PATTERN.test(text)
}

/** Reads an arXiv id, `arXiv:` form or a pasted arXiv, Hugging Face or alphaXiv address; undefined when it is none. */
export function parsePaperReference(text: string): { id: PaperId; version?: number } | undefined {
  const match = REFERENCE.exec(text.trim().slice(0, 300))
  if (!match?.[1]) return undefined
  const id = match[1].toLowerCase().replace(/\.[a-z]{2}\//, '/')
  if (!isPaperId(id)) return undefined
  return match[2] ? { id, version: Number(match[2].slice(1)) } : { id }
}

/** Folds every run of white space to one blank and trims: how titles and abstracts are shown and searched. */
export function foldWhitespace(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export const Author = z.object({ name: z.string(), handle: z.string().optional() })
export type Author = z.infer<typeof Author>

export const Organization = z.object({
  handle: z.string(),
  name: z.string(),
  avatarUrl: z.string().optional(),
})
export type Organization = z.infer<typeof Organization>

export const Submitter = z.object({ handle: z.string(), name: z.string() })
export type Submitter = z.infer<typeof Submitter>

/** What Hugging Face says of a paper, cleaned: white space folded, hidden authors gone, addresses absolute http(s). */
export const SourcePaper = z.object({
  id: PaperId,
  title: z.string(),
  abstract: z.string(),
  authors: z.array(Author),
  /** arXiv v1 date, ms since the epoch, UTC; null where unknown. */
  publishedAtMs: z.number().nullable(),
  organization: Organization.nullable(),
  submitter: Submitter.nullable(),
  discussionId: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  mediaUrls: z.array(z.string()),
  projectUrl: z.string().nullable(),
  codeUrl: z.string().nullable(),
  aiSummary: z.string().nullable(),
  aiSummaryModel: z.string().nullable(),
  keywords: z.array(z.string()),
  authorsTakePart: z.boolean(),
})
export type SourcePaper = z.infer<typeof SourcePaper>

/** Votes, comments and GitHub stars at one moment. `null` means the source did not say. */
export const Metrics = z.object({
  votes: z.number().int(),
  comments: z.number().int().nullable(),
  stars: z.number().int().nullable(),
})
export type Metrics = z.infer<typeof Metrics>

export const MetricsAt = Metrics.extend({ readAtMs: z.number() })
export type MetricsAt = z.infer<typeof MetricsAt>

/** arXiv's own record: title and abstract as written, with TeX. */
export const ArxivRecord = z.object({
  id: PaperId,
  version: z.number().int(),
  title: z.string(),
  abstract: z.string(),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
  primaryCategory: z.string().nullable(),
  doi: z.string().nullable(),
  journalRef: z.string().nullable(),
  comment: z.string().nullable(),
  publishedAtMs: z.number().nullable(),
  updatedAtMs: z.number().nullable(),
})
export type ArxivRecord = z.infer<typeof ArxivRecord>

/** A line of a list: everything a row shows and sorts by, nothing more. */
export const PaperRow = z.object({
  id: PaperId,
  /** arXiv's title with TeX where it is known, else Hugging Face's. */
  title: z.string(),
  /** The first four names. */
  authors: z.array(z.string()),
  authorCount: z.number().int(),
  organization: z.string().nullable(),
  votes: z.number().int(),
  comments: z.number().int().nullable(),
  stars: z.number().int().nullable(),
  metricsReadAtMs: z.number(),
  /** The newest feed day the paper is in; null when it is in none. */
  day: Day.nullable(),
  publishedAtMs: z.number().nullable(),
  state: PaperState,
  read: z.boolean(),
  snoozedUntil: Day.nullable(),
  savedAtMs: z.number().nullable(),
  tags: z.array(z.string()),
  /** Names of the authors, organizations and keywords of it that the reader follows. */
  follows: z.array(z.string()).default([]),
  hasNote: z.boolean(),
  hasCode: z.boolean(),
  offlineReady: z.boolean(),
  /** Of the words of its PDF; null while they were not read. */
  pdfCharacters: z.number().int().nullable().default(null),
  /** Of its PDF on disk, else as arXiv's comment names them. */
  pages: z.number().int().nullable().default(null),
  sample: z.boolean(),
})
export type PaperRow = z.infer<typeof PaperRow>

/** Everything the paper pane shows. */
export const PaperDetail = PaperRow.extend({
  abstract: z.string(),
  abstractFrom: z.enum(['arxiv', 'hugging-face', 'sample']),
  allAuthors: z.array(Author),
  organizationHandle: z.string().nullable(),
  submitter: Submitter.nullable(),
  authorsTakePart: z.boolean(),
  aiSummary: z.string().nullable(),
  aiSummaryModel: z.string().nullable(),
  keywords: z.array(z.string()),
  codeUrl: z.string().nullable(),
  projectUrl: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  mediaUrls: z.array(z.string()),
  /** Every feed day the paper is in, with its place that day (1 is first) and how many papers the day has. */
  days: z.array(z.object({ day: Day, place: z.number().int(), papers: z.number().int() })),
  arxiv: ArxivRecord.omit({ id: true, title: true, abstract: true, authors: true }).nullable(),
  /** Oldest first; a new entry only where a figure changed. */
  history: z.array(MetricsAt),
})
export type PaperDetail = z.infer<typeof PaperDetail>

/** The public pages of a paper; null for what has none (a sample, a PDF from disk). */
export function paperLinks(id: PaperId): { arxiv: string; pdf: string; huggingFace: string } | null {
  if (id.startsWith('sample-') || id.startsWith('local-')) return null
  return {
    arxiv: `https://arxiv.org/abs/${id}`,
    pdf: `https://arxiv.org/pdf/${id}`,
    huggingFace: `https://huggingface.co/papers/${id}`,
  }
}

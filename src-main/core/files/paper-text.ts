// Owns the text of a paper: Markdown from Hugging Face, or arXiv's HTML where there is none, kept as a file beside the PDF.
import type { Topic } from '#contract/api.ts'
import type { PaperText } from '#contract/texts.ts'
import { DogearError } from '#domain/errors.ts'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import type { SourceHttp } from '../source/http.ts'
import { paperText, storePaperText } from '../storage/paper-text-rows.ts'
import type { Store } from '../storage/store.ts'

const MAX_TEXT = 16 * 1024 * 1024
/** Where arXiv has no HTML, Hugging Face gives the page about the paper instead: a title and an abstract. */
const SHORTEST_PAPER = 6_000

export interface PaperTextParts {
  store: Store
  ports: Pick<Ports, 'libraryFiles' | 'clock'>
  http: SourceHttp
  settings: () => Pick<CoreSettings, 'huggingFaceUrl' | 'arxivUrl'>
  changed(topics: Topic[], ids: PaperId[] | null): void
}

type Waits = { signal: AbortSignal }

/** Null where none was fetched, or its file is away. */
export async function keptText({ store, ports }: Pick<PaperTextParts, 'store' | 'ports'>, paperId: PaperId): Promise<PaperText | null> {
  const facts = paperText(store, paperId)
  const text = facts && (await ports.libraryFiles.readText(paperId))
  return facts && text !== null ? { paperId, form: facts.form, text, fetchedAtMs: facts.fetchedAtMs } : null
}

/** Throws `not-found` where nobody has the text, `offline` and `upstream` as every request does. */
export async function fetchText(parts: PaperTextParts, paperId: PaperId, options: Waits): Promise<PaperText> {
  const { store, ports, changed } = parts
  if (!paperLinks(paperId)) throw new DogearError('not-found', 'This paper is not on arXiv, so nobody has its text.')
  const markdown = await fetchMarkdown(parts, paperId, options)
  const isWhole = markdown !== null && markdown.length >= SHORTEST_PAPER
  const html = isWhole ? null : await fetchHtml(parts, paperId, options)
  const found = html === null ? markdown && { form: 'markdown' as const, text: markdown } : { form: 'html' as const, text: html }
  if (!found) {
    throw new DogearError('not-found', 'Neither Hugging Face nor arXiv has this paper as text. Its PDF can be read: make it offline.')
  }
  const fetchedAtMs = ports.clock.nowMs()
  ports.libraryFiles.keepText(paperId, found.text)
  storePaperText(store, paperId, { form: found.form, bytes: new TextEncoder().encode(found.text).byteLength, fetchedAtMs })
  changed(['files'], [paperId])
  return { paperId, ...found, fetchedAtMs }
}

async function fetchMarkdown({ http, settings }: PaperTextParts, id: PaperId, options: Waits): Promise<string | null> {
  const { value } = await http.get(
    {
      source: 'hugging-face',
      url: `${settings().huggingFaceUrl}/papers/${id}.md`,
      why: 'the text of a paper',
      accept: 'text/markdown',
      maxBytes: MAX_TEXT,
      expected: [404],
      read: (body) => body,
    },
    options,
  )
  return value === null || value.trim() === '' || isPage(value) ? null : value
}

async function fetchHtml({ http, settings }: PaperTextParts, id: PaperId, options: Waits): Promise<string | null> {
  const { value } = await http.get(
    {
      source: 'arxiv',
      url: `${settings().arxivUrl}/html/${id}`,
      why: 'the text of a paper',
      accept: 'text/html',
      maxBytes: MAX_TEXT,
      expected: [403, 404],
      read: (body) => body,
    },
    options,
  )
  return value !== null && /<(?:article|section|p)[\s>]/i.test(value) ? value : null
}

function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html)/i.test(text)
}

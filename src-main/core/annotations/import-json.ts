// Owns marks in texts on their way in (Web Annotations, Markdown, tables): ours as they were, others by their words in the file.
import type { Annotation, FileHash } from '#domain/annotation.ts'
import { MAX_COMMENT_LENGTH } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CommandContext } from '../command.ts'
import type { AnnotationFiles } from '../ports.ts'
import { anchorQuote } from './anchor.ts'
import { readDocumentText } from './document-text.ts'
import { readMarksCsv } from './marks-csv.ts'
import { readMarksMarkdown } from './read-markdown.ts'
import { textOfBytes } from './text-of-bytes.ts'
import { readWebAnnotations, type ReadWebAnnotations } from './web-annotation.ts'

interface Onto {
  hash: FileHash
  paperId: PaperId | null
}

/** Throws `unsupported` for what is none of the forms. What other programs marked and the file has no words for counts as unreadable. */
export async function marksOfJson(
  { files, context }: { files: AnnotationFiles; context: CommandContext },
  bytes: Uint8Array,
  onto: Onto,
  options: { signal: AbortSignal },
): Promise<{ marks: Annotation[]; unreadable: number }> {
  const text = textOfBytes(bytes)
  const read = readWebAnnotations(text) ?? readMarksMarkdown(text) ?? readMarksCsv(text)
  if (!read)
    throw new DogearError(
      'unsupported',
      'That file is no PDF, no W3C Web Annotations or Hypothesis export (JSON), no Markdown of marks, and no table with a column “quote”, so nothing was imported.',
    )
  const ours = read.marks.map((mark) => ({ ...mark, fileHash: onto.hash, paperId: onto.paperId ?? mark.paperId }))
  const theirs = read.quotes.length === 0 ? [] : await placed(files, read.quotes, { ...onto, context }, options)
  return { marks: [...ours, ...theirs], unreadable: read.unreadable + read.quotes.length - theirs.length }
}

async function placed(
  files: AnnotationFiles,
  quotes: ReadWebAnnotations['quotes'],
  { hash, paperId, context }: Onto & { context: CommandContext },
  options: { signal: AbortSignal },
): Promise<Annotation[]> {
  const document = await readDocumentText(files, hash, options)
  const nowMs = context.clock.nowMs()
  return quotes.flatMap(({ key, exact, prefix, suffix, comment, tags, createdAtMs }): Annotation[] => {
    const quote = { exact: exact.replace(/\s+/g, ' ').trim(), prefix: prefix.replace(/\s+/g, ' '), suffix: suffix.replace(/\s+/g, ' ') }
    const { found } = anchorQuote(document.text, quote, null)
    const place = found && document.place(found.start, found.end)
    if (!found || !place) return []
    const sure = found.quoteScore === 1 && !found.ambiguous
    return [
      {
        ...place,
        id: context.random.uuid(),
        paperId,
        fileHash: hash,
        kind: 'highlight',
        colour: 'yellow',
        role: null,
        comment: comment.slice(0, MAX_COMMENT_LENGTH),
        tags,
        quote,
        position: { start: found.start, end: found.end, length: document.text.length },
        anchor: { state: sure ? 'exact' : 'fuzzy', score: found.score, from: null },
        createdAtMs: createdAtMs ?? nowMs,
        modifiedAtMs: nowMs,
        author: null,
        source: { program: 'Web Annotation', key },
      },
    ]
  })
}

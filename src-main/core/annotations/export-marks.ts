// Owns marks on their way out: a copy of the PDF, Markdown by page, W3C Web Annotations.
import type { CallOutput } from '#contract/api.ts'
import type { Annotation, FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { AnnotationFiles } from '../ports.ts'
import { annotationsOfFile } from '../queries/annotations.ts'
import { getNote } from '../queries/notes.ts'
import type { Store } from '../storage/store.ts'
import { marksAsMarkdown } from './markdown.ts'
import { writeMarks } from './pdf-write.ts'
import { marksAsWebAnnotations } from './web-annotation.ts'

export type MarksFormat = 'pdf' | 'markdown' | 'json'

const EXTENSIONS: Record<MarksFormat, string> = { pdf: 'annotated.pdf', markdown: 'marks.md', json: 'marks.json' }

export function marksAsText(
  store: Store,
  hash: FileHash,
  format: 'markdown' | 'json',
  image: (annotation: Annotation) => string | null = () => null,
): CallOutput<'annotations.asText'> {
  const annotations = annotationsOfFile(store, hash)
  if (format === 'json') return { text: marksAsWebAnnotations(annotations), annotations: annotations.length }
  const paperId = annotations.find((annotation) => annotation.paperId !== null)?.paperId ?? null
  const title = paperId === null ? `File ${hash.slice(0, 12)}` : titleOf(store, paperId)
  const note = paperId === null ? '' : (getNote(store, paperId)?.text ?? '')
  return { text: marksAsMarkdown({ title, annotations, note, image }), annotations: annotations.length }
}

/** Throws `not-found`, `unsupported` (encrypted, damaged), `conflict` (the original itself), `read-only` or `disk-full`. */
export async function exportMarks(
  { store, files }: { store: Store; files: AnnotationFiles },
  { hash, format, path }: { hash: FileHash; format: MarksFormat; path?: string | undefined },
  { signal }: { signal: AbortSignal },
): Promise<CallOutput<'annotations.export'>> {
  const annotations = annotationsOfFile(store, hash)
  const [first] = annotations
  if (!first) throw new DogearError('not-found', 'There are no marks on this file yet.')
  const target = path ?? files.exportPath(`${first.paperId ?? hash.slice(0, 12)} ${EXTENSIONS[format]}`)
  if (format !== 'pdf') {
    const { text } = marksAsText(store, hash, format, (annotation) => writeImage(files, target, annotation))
    const written = files.writeOutsideFile(target, text, null)
    return done(written, new TextEncoder().encode(text).length, annotations.length, 0)
  }
  const original = await files.readLibraryFile(hash)
  signal.throwIfAborted()
  const { bytes, written, left } = await writeMarks(original, annotations)
  signal.throwIfAborted()
  return done(files.writeOutsideFile(target, bytes, original), bytes.length, written, left)
}

/** Puts an area's picture into a folder beside the text and says where, from the text's place. */
function writeImage(files: AnnotationFiles, target: string, { id }: Annotation): string | null {
  const png = files.readImage(id)
  if (!png) return null
  files.writeOutsideFile(`${target}.images/${id}.png`, png, null)
  return `${target.split(/[\\/]/).at(-1) ?? ''}.images/${id}.png`
}

function done(path: string, bytes: number, annotations: number, left: number): CallOutput<'annotations.export'> {
  const count = (number: number): string => (number === 1 ? 'one mark' : `${number} marks`)
  const missing = left === 0 ? '' : ` ${left === 1 ? 'One lies' : `${left} lie`} on pages that the file does not have.`
  return { path, bytes, annotations, sentence: `Wrote ${count(annotations)} to ${path}.${missing}` }
}

function titleOf({ sql }: Store, paperId: string): string {
  const row = sql
    .prepare('SELECT coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?')
    .get(paperId)
  return row ? String(row['title']) : paperId
}

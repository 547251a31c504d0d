// Owns marks on their way out: a copy of the PDF, Markdown by page, W3C Web Annotations, Hypothesis, a table.
import { counted } from '#domain/counted.ts'
import type { CallOutput } from '#contract/api.ts'
import type { Annotation, FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { AnnotationFiles } from '../ports.ts'
import type { PaperId } from '#domain/paper.ts'
import { allAnnotations, annotationsOfFile, annotationsOfPaper } from '../queries/annotations.ts'
import { getNote } from '../queries/notes.ts'
import type { Store } from '../storage/store.ts'
import { marksAsHypothesis } from './hypothesis.ts'
import { marksAsMarkdown } from './markdown.ts'
import { marksAsCsv } from './marks-csv.ts'
import { writeMarks } from './pdf-write.ts'
import { marksAsWebAnnotations } from './web-annotation.ts'

export type MarksTextFormat = 'markdown' | 'json' | 'hypothesis' | 'csv'
export type MarksFormat = 'pdf' | MarksTextFormat

/** The marks of one file, of some papers, or of the whole library. */
export interface MarksOf {
  hash?: FileHash | undefined
  ids?: readonly PaperId[] | undefined
}

const EXTENSIONS: Record<MarksFormat, string> = {
  pdf: 'annotated.pdf',
  markdown: 'marks.md',
  json: 'marks.json',
  hypothesis: 'hypothesis.json',
  csv: 'marks.csv',
}

export function marksAsText(
  store: Store,
  of: MarksOf,
  format: MarksTextFormat,
  { nowMs, image = () => null }: { nowMs: number; image?: (annotation: Annotation) => string | null },
): CallOutput<'annotations.asText'> {
  const annotations = marksOf(store, of)
  return { text: textOf(store, annotations, format, nowMs, image), annotations: annotations.length }
}

function marksOf(store: Store, { hash, ids }: MarksOf): Annotation[] {
  if (hash !== undefined) return annotationsOfFile(store, hash)
  return ids ? ids.flatMap((id) => annotationsOfPaper(store, id)) : allAnnotations(store)
}

function textOf(
  store: Store,
  annotations: readonly Annotation[],
  format: MarksTextFormat,
  nowMs: number,
  image: (annotation: Annotation) => string | null,
): string {
  const titles = new Map<PaperId, string>()
  const titled = ({ paperId, fileHash }: Annotation): string => {
    if (paperId === null) return `File ${fileHash.slice(0, 12)}`
    const known = titles.get(paperId) ?? titleOf(store, paperId)
    titles.set(paperId, known)
    return known
  }
  switch (format) {
    case 'json':
      return marksAsWebAnnotations(annotations)
    case 'hypothesis':
      return marksAsHypothesis(annotations, titled, nowMs)
    case 'csv':
      return marksAsCsv(annotations, titled)
    case 'markdown': {
      const groups = Map.groupBy(annotations, ({ paperId, fileHash }) => paperId ?? fileHash)
      return [...groups.values()]
        .map((group) => {
          const [first] = group
          const note = first?.paperId == null ? '' : (getNote(store, first.paperId)?.text ?? '')
          return marksAsMarkdown({ title: first ? titled(first) : '', annotations: group, note, image })
        })
        .join('\n')
    }
  }
}

/** Throws `not-found`, `unsupported` (encrypted, damaged), `conflict` (the original itself), `read-only` or `disk-full`. */
export async function exportMarks(
  { store, files, nowMs }: { store: Store; files: AnnotationFiles; nowMs: number },
  { hash, format, path }: { hash: FileHash; format: MarksFormat; path?: string | undefined },
  { signal }: { signal: AbortSignal },
): Promise<CallOutput<'annotations.export'>> {
  const annotations = annotationsOfFile(store, hash)
  const [first] = annotations
  if (!first) throw new DogearError('not-found', 'There are no marks on this file yet.')
  const target = path ?? files.exportPath(`${first.paperId ?? hash.slice(0, 12)} ${EXTENSIONS[format]}`)
  if (format !== 'pdf') {
    const { text } = marksAsText(store, { hash }, format, { nowMs, image: (annotation) => writeImage(files, target, annotation) })
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
  const count = (number: number): string => (number === 1 ? 'one mark' : counted(number, 'mark'))
  const missing = left === 0 ? '' : ` ${left === 1 ? 'One lies' : `${left} lie`} on pages that the file does not have.`
  return { path, bytes, annotations, sentence: `Wrote ${count(annotations)} to ${path}.${missing}` }
}

function titleOf({ sql }: Store, paperId: string): string {
  const row = sql
    .prepare('SELECT coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?')
    .get(paperId)
  return row ? String(row['title']) : paperId
}

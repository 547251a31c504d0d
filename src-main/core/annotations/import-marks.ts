// Owns marks on their way in: out of PDFs that other programs annotated and out of W3C Web Annotations, each once.
import { counted } from '#domain/counted.ts'
import type { CallOutput } from '#contract/api.ts'
import { Annotation, type AnnotationTarget, type FileHash, type Rect } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { type CommandContext, runCommand } from '../command.ts'
import type { AnnotationFiles } from '../ports.ts'
import { annotationsOfFile } from '../queries/annotations.ts'
import { putAnnotation, readAnnotation } from '../storage/annotation-rows.ts'
import { type FoundMark, readMarks, readPages } from './pdf-read.ts'
import { wordsUnder } from './words-under.ts'
import { marksOfJson } from './import-json.ts'

export interface ImportInput {
  hash: FileHash
  paperId: PaperId | null
  path?: string | undefined
  text?: string | undefined
}

/** Throws `not-found` and `unsupported` with what to do instead. */
export async function importMarks(
  { context, files }: { context: CommandContext; files: AnnotationFiles },
  { hash, paperId, path, text }: ImportInput,
  { signal }: { signal: AbortSignal },
): Promise<CallOutput<'annotations.importFile'>> {
  const bytes = await bytesOf(files, { hash, path, text })
  signal.throwIfAborted()
  const { marks, unreadable } = isPdf(bytes)
    ? await fromPdf(bytes, hash, paperId, context, path === undefined ? null : await files.readLibraryFile(hash))
    : await marksOfJson({ files, context }, bytes, { hash, paperId }, { signal })
  await findWords(files, bytes, marks, { signal })
  const known = new Set(annotationsOfFile(context.store, hash).flatMap(({ id, source }) => [id, ...(source ? [source.key] : [])]))
  const fresh = marks.filter(({ id, source }) => !known.has(id) && !(source !== null && known.has(source.key)))
  const passed = marks.length - fresh.length
  const step = runCommand(context, 'annotations.importFile', (rows) => {
    for (const mark of fresh) {
      // the same id on another file is another copy of the mark: both are kept
      const taken = readAnnotation(context.store.sql, mark.id)
      putAnnotation(
        rows,
        taken ? { ...mark, id: context.random.uuid(), source: mark.source ?? { program: 'Dogear', key: mark.id } } : mark,
        [],
      )
    }
    return { sentence: sentenceOf(fresh.length, passed, unreadable), unchanged: sentenceOf(0, passed, unreadable) }
  })
  return { ...step, added: fresh.length, known: passed, unreadable }
}

function bytesOf(files: AnnotationFiles, { hash, path, text }: Pick<ImportInput, 'hash' | 'path' | 'text'>): Promise<Uint8Array> {
  if (text !== undefined) return Promise.resolve(new TextEncoder().encode(text))
  return path === undefined ? files.readLibraryFile(hash) : files.readOutsideFile(path)
}

/** Other programs keep no words with their marks: they are read off the page. What has none stays without. */
async function findWords(files: AnnotationFiles, bytes: Uint8Array, marks: Annotation[], options: { signal: AbortSignal }): Promise<void> {
  const wordless = marks.filter(({ quote, text, kind }) => quote === null && text === '' && (kind === 'highlight' || kind === 'underline'))
  if (wordless.length === 0) return
  const marked = [...new Set(wordless.flatMap(({ targets }) => targets.map(({ page }) => page)))]
  const { pages } = await files.pageTexts(bytes, marked, options)
  for (const mark of wordless) {
    const found = mark.targets.flatMap(({ page, shape }) => {
      const text = pages.get(page)
      return text && shape.kind === 'quads' ? (wordsUnder(text, shape.quads) ?? []) : []
    })
    const [first] = found
    if (!first) continue
    const words = found.map(({ text }) => text).join(' ')
    mark.text = words
    mark.quote = {
      exact: found.map(({ quote }) => quote.exact).join(' '),
      prefix: first.quote.prefix,
      suffix: found.at(-1)?.quote.suffix ?? '',
    }
    const page = mark.targets[0]?.page ?? 0
    mark.pageLabel = pages.get(page)?.label.slice(0, 40) ?? mark.pageLabel
    mark.sortKey = mark.sortKey.replace(/\|\d{6}\|/, `|${String(Math.min(first.start, 999_999)).padStart(6, '0')}|`)
    // some programs write the marked words as the comment
    if (sameWords(mark.comment, words)) mark.comment = ''
  }
}

function sameWords(one: string, other: string): boolean {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase()
  return plain(one) !== '' && plain(one) === plain(other)
}

function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

async function fromPdf(
  bytes: Uint8Array,
  hash: FileHash,
  paperId: PaperId | null,
  { clock, random }: CommandContext,
  library: Uint8Array | null,
): Promise<{ marks: Annotation[]; unreadable: number }> {
  const { marks, unreadable, pages } = await readMarks(bytes)
  const nowMs = clock.nowMs()
  const sure = library === null || samePages(pages, await pagesOf(library))
  const annotations = marks.map((mark) => annotationOf(mark, { hash, paperId, nowMs, pages, newId: () => random.uuid() }))
  return {
    // from a file with other pages they may lie elsewhere: each is to be checked
    marks: sure ? annotations : annotations.map((mark) => ({ ...mark, anchor: { ...mark.anchor, state: 'fuzzy', score: 0.5 } })),
    unreadable: unreadable.length,
  }
}

/** Null for a file that can't be opened here, such as an encrypted one. */
async function pagesOf(bytes: Uint8Array): Promise<Rect[] | null> {
  try {
    return await readPages(bytes)
  } catch {
    return null
  }
}

function samePages(one: readonly Rect[], other: readonly Rect[] | null): boolean {
  const same = (a: Rect, b: Rect | undefined): boolean =>
    b !== undefined && a.every((value, index) => Math.abs(value - (b[index] ?? NaN)) < 1)
  return other !== null && one.length === other.length && one.every((page, index) => same(page, other[index]))
}

function annotationOf(
  mark: FoundMark,
  { hash, paperId, nowMs, pages, newId }: { hash: FileHash; paperId: PaperId | null; nowMs: number; pages: Rect[]; newId: () => string },
): Annotation {
  const { kept } = mark
  const page = mark.targets[0]?.page ?? 0
  const createdAtMs = mark.createdAtMs ?? mark.modifiedAtMs ?? nowMs
  return Annotation.parse({
    id: mark.id ?? newId(),
    paperId,
    fileHash: hash,
    kind: mark.kind,
    colour: mark.colour,
    role: kept.role ?? null,
    comment: mark.comment,
    tags: mark.tags,
    targets: mark.targets,
    quote: kept.quote ?? null,
    position: kept.position ?? null,
    text: kept.text ?? '',
    sortKey: kept.sortKey ?? sortKeyOf(page, mark.targets, pages[page]?.[3] ?? 0),
    pageLabel: kept.pageLabel ?? String(page + 1),
    anchor: kept.anchor ?? { state: 'exact', score: 1, from: null },
    createdAtMs,
    modifiedAtMs: mark.modifiedAtMs ?? createdAtMs,
    author: mark.author,
    source: mark.id === null ? mark.source : (kept.source ?? null),
  })
}

const HIGHEST = 99_999

/** Without the words' place in the document, page and height alone sort. */
function sortKeyOf(page: number, targets: readonly AnnotationTarget[], pageTop: number): string {
  const shape = targets[0]?.shape
  const top =
    shape?.kind === 'quads'
      ? (shape.quads[0]?.[1] ?? 0)
      : shape?.kind === 'rect'
        ? shape.rect[3]
        : shape?.kind === 'point'
          ? shape.point[1]
          : (shape?.paths[0]?.[0]?.[1] ?? 0)
  const down = Math.min(HIGHEST, Math.max(0, Math.round(pageTop - top)))
  return `${String(page).padStart(5, '0')}|000000|${String(down).padStart(5, '0')}`
}

function sentenceOf(added: number, known: number, unreadable: number): string {
  const marks = (count: number): string => (count === 1 ? 'one mark' : counted(count, 'mark'))
  const parts = [
    added === 0 ? (known === 0 ? 'There are no marks of a reader in that file' : 'Nothing new in that file') : `Imported ${marks(added)}`,
  ]
  if (known > 0) parts.push(`${known === 1 ? 'one was' : `${known} were`} here already`)
  if (unreadable > 0) parts.push(`${unreadable} could not be placed and ${unreadable === 1 ? 'was' : 'were'} left out`)
  return `${parts.join('; ')}.`
}

// Owns the text of a whole PDF as marks are found in it, and where each stretch of it stands on the pages.
import type { Annotation, AnnotationTarget, FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import { type PageModel, pageModel } from '#domain/page-model.ts'
import { quadsOf, sortKeyOf } from '#domain/page-places.ts'
import type { PageText } from '#domain/page-text.ts'
import { pagesUnder, wholeText, type WholeText } from '#domain/whole-text.ts'
import type { AnnotationFiles } from '../ports.ts'
import { type AnchorPlace, type AnchorText, isOnWords } from './reanchor.ts'

export interface DocumentText extends AnchorText, WholeText {
  /** The model of a page; null where there is none. Made anew each time. */
  page(page: number): PageModel | null
}

/** Throws `not-found` when the file is not on disk, `unsupported` when it has no words (a scan) or can't be read. */
export async function readDocumentText(files: AnnotationFiles, hash: FileHash, options: { signal: AbortSignal }): Promise<DocumentText> {
  const { pages } = await files.pageTexts(await files.readLibraryFile(hash), null, options)
  const document = documentText(pages)
  if (document.text === '') {
    throw new DogearError('unsupported', 'The new version has no words that can be read, so the marks stay on the old one.')
  }
  return document
}

/** The text around marks that stand on no words; null when there are none, or when their file is not on disk any more. */
export async function textAround(
  files: AnnotationFiles,
  marks: readonly Pick<Annotation, 'kind' | 'quote'>[],
  hash: FileHash,
  options: { signal: AbortSignal },
): Promise<DocumentText | null> {
  if (marks.every(isOnWords)) return null
  return await readDocumentText(files, hash, options).catch((thrown: unknown) => {
    options.signal.throwIfAborted()
    if (thrown instanceof DogearError) return null
    throw thrown
  })
}

export function documentText(pages: ReadonlyMap<number, PageText>): DocumentText {
  const page = (index: number): PageModel | null => {
    const content = pages.get(index)
    return content ? pageModel(content.words) : null
  }
  const count = Math.max(-1, ...pages.keys()) + 1
  const whole = wholeText(Array.from({ length: count }, (_, index) => page(index)?.text ?? ''))
  return { ...whole, page, labelOf: (index) => labelOf(pages, index), place: (start, end) => placeOf(whole, pages, start, end) }
}

function placeOf(whole: WholeText, pages: ReadonlyMap<number, PageText>, start: number, end: number): AnchorPlace | null {
  const parts = pagesUnder(whole, start, end)
  const targets = parts.flatMap(({ page, start: from, end: to }): AnnotationTarget[] => {
    const content = pages.get(page)
    const quads = content ? quadsOf(pageModel(content.words), from, to) : []
    return quads.length === 0 ? [] : [{ page, shape: { kind: 'quads', quads } }]
  })
  const [first] = targets
  if (!first || first.shape.kind !== 'quads') return null
  const { page } = first
  const offset = parts.find((part) => part.page === page)?.start ?? 0
  const fromTop = (pages.get(page)?.top ?? 0) - (first.shape.quads[0]?.[1] ?? 0)
  return {
    targets,
    text: whole.text.slice(start, end),
    sortKey: sortKeyOf(page, offset, fromTop),
    pageLabel: labelOf(pages, page),
  }
}

function labelOf(pages: ReadonlyMap<number, PageText>, page: number): string {
  return (pages.get(page)?.label ?? String(page + 1)).slice(0, 40)
}

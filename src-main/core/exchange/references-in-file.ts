// Owns which papers a file names: a PDF by arXiv's stamp on its first page, anything else as text.
import { DogearError } from '#domain/errors.ts'
import { linesOf } from '#domain/page-text.ts'
import type { PaperId } from '#domain/paper.ts'
import { findPaperReferences, paperIdOfWord, type PaperReferences } from '#domain/paper-references.ts'
import { textOfBytes } from '../annotations/text-of-bytes.ts'
import type { AnnotationFiles } from '../ports.ts'

/** `arXiv:2401.12345v2 [cs.LG] 3 Jan 2024`, up the left side of the first page; a class and a date follow. */
const STAMP = /arxiv:\s*((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?)(\s*\[[a-zA-Z.-]+\])?/gi

/** Throws `unsupported` for a file that is neither text nor a PDF that names itself. */
export async function referencesInFile(
  files: Pick<AnnotationFiles, 'pageTexts'>,
  bytes: Uint8Array,
  name: string,
  options: { signal: AbortSignal },
): Promise<PaperReferences> {
  if (isPdf(bytes)) {
    const id = (await stampInPdf(files, bytes, options)) ?? paperIdOfWord(fileStem(name)) ?? null
    if (id === null)
      throw new DogearError(
        'unsupported',
        'This PDF does not say which paper of arXiv it is. Add the paper by its arXiv id, then open the PDF.',
      )
    return { ids: [id], unread: [] }
  }
  const text = textOfBytes(bytes)
  if (text.slice(0, 4096).includes('\u0000'))
    throw new DogearError('unsupported', 'This is no text and no PDF. Dogear reads BibTeX, RIS, CSL-JSON, lists of ids, and PDFs of arXiv.')
  return findPaperReferences(text)
}

/** The paper that the first page of a PDF says it is; null where it says none. */
export async function stampInPdf(
  files: Pick<AnnotationFiles, 'pageTexts'>,
  bytes: Uint8Array,
  options: { signal: AbortSignal },
): Promise<PaperId | null> {
  return stampOf(await firstPageText(files, bytes, options)) ?? null
}

/** The stamp, which names its class, before any other mention of an id; a paper cited in the text names none. */
function stampOf(text: string): string | undefined {
  const found = [...text.matchAll(STAMP)]
  const stamp = found.find((match) => match[2] !== undefined)
  return stamp?.[1] === undefined ? undefined : paperIdOfWord(stamp[1])
}

async function firstPageText(
  files: Pick<AnnotationFiles, 'pageTexts'>,
  bytes: Uint8Array,
  options: { signal: AbortSignal },
): Promise<string> {
  const { pages } = await files.pageTexts(bytes, [0], options)
  return linesOf(pages.get(0)?.words ?? [])
}

export function isPdf(bytes: Uint8Array): boolean {
  return [...'%PDF-'].every((letter, index) => bytes[index] === letter.charCodeAt(0))
}

function fileStem(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.pdf$/i, '')
    .replace(/\(\d+\)$/, '')
    .trimEnd()
}

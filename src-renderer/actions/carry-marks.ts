// Owns bringing marks over from another version of the open paper, and comparing the words of the two.
import type { CarriedMark, TextSection } from '#contract/annotations.ts'
import type { LibraryFile } from '#contract/files.ts'
import type { Annotation, FileHash } from '#domain/annotation.ts'
import { client } from '../app/client.ts'
import { libraryAddress, loadPdfEngine, openDocument } from '../reader/pdf-engine.ts'
import type { PdfView } from '../reader/pdf-view.ts'
import { useReader } from '../state/reader.ts'
import { loadMarks, shownView } from './reader.ts'

/** The other files of the open paper with what is marked on them, the newest version first. */
export async function otherVersions(): Promise<{ file: LibraryFile; marks: readonly Annotation[] }[]> {
  const { file } = useReader.getState()
  if (!file || file.paperId === null) return []
  const { files } = await client.call('files.ofPaper', { paperId: file.paperId })
  const others = files.filter(({ hash }) => hash !== file.hash)
  return await Promise.all(
    others.map(async (other) => ({ file: other, marks: (await client.call('annotations.ofFile', { hash: other.hash })).annotations })),
  )
}

/** What became of each mark of the other file; one step of undo. */
export async function carryMarks(fromHash: FileHash): Promise<CarriedMark[]> {
  const { file } = useReader.getState()
  if (!file) return []
  const { report } = await client.call('annotations.reanchor', { fromHash, toHash: file.hash })
  await loadMarks()
  return report
}

/** "31 kept, 2 moved, 1 not found." */
export function carriedSentence(marks: readonly CarriedMark[]): string {
  if (marks.length === 0) return 'Every mark is on this version already.'
  const count = (result: CarriedMark['result']): number => marks.filter((mark) => mark.result === result).length
  return `${count('kept')} kept, ${count('moved')} moved, ${count('not-found')} not found.`
}

/** What is different in the open file from the other one, section by section. */
export async function changedText(fromHash: FileHash): Promise<TextSection[]> {
  const view = shownView()
  if (!view) return []
  const { task, close } = openDocument(await loadPdfEngine(), { url: libraryAddress(fromHash) })
  try {
    const [before, after] = [await textOf(await task.promise), await textOf(view.pdf)]
    return (await client.call('annotations.compareTexts', { before, after })).sections
  } finally {
    close()
  }
}

async function textOf(pdf: PdfView['pdf']): Promise<string> {
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''))
  }
  return pages.join('\n')
}

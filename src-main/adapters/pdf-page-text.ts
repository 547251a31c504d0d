// Owns reading the words of single pages of a PDF, with where they stand, by pdf.js.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type PageText, type PageTexts, runsOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'

/** Character maps and fonts that PDFs name without having them: of the package under Node, beside the window's own files in a build. */
const DATA_FOLDER = path.join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? '../../node_modules/pdfjs-dist' : '../renderer/pdfjs',
)
const DATA_FOLDERS: Readonly<Record<string, string>> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' }

/** What pdf.js asks for by the names of its options; it makes one for each document. */
class FileData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = DATA_FOLDERS[kind]
    if (folder === undefined) throw new Error(`Words need no ${kind}.`)
    return new Uint8Array(await readFile(path.join(DATA_FOLDER, folder, path.basename(filename))))
  }
}

/** Pages that are asked for (null: all) are read one after the other; what can't be read is left out. Scripts in the file never run. */
export async function readPageTexts(
  bytes: Uint8Array,
  pages: readonly number[] | null,
  { signal }: { signal: AbortSignal },
): Promise<PageTexts> {
  const found = new Map<number, PageText>()
  // large, and needed by few calls
  const { getDocument, VerbosityLevel, version } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    // it takes the bytes for itself
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    BinaryDataFactory: FileData,
  })
  try {
    const document = await task.promise
    const labels = await document.getPageLabels().catch(() => null)
    for (const index of pages ?? Array.from({ length: document.numPages }, (_, number) => number)) {
      signal.throwIfAborted()
      if (index >= document.numPages) continue
      const page = await document.getPage(index + 1).catch(() => null)
      const content = await page?.getTextContent(TEXT_CONTENT_OPTIONS).catch(() => null)
      if (!page || !content) continue
      found.set(index, { label: labels?.[index] ?? String(index + 1), top: page.view[3] ?? 0, words: runsOf(content) })
      page.cleanup()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    // a file that pdf.js can't open has no words to give
    if (!(thrown instanceof Error)) throw thrown
  } finally {
    await task.destroy()
  }
  return { readBy: version, pages: found }
}

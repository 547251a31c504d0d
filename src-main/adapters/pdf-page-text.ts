// Owns reading the words of single pages of a PDF, with where they stand, by pdf.js.
import { type PageText, runsOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'

/** Pages that are asked for (null: all) are read one after the other; what can't be read is left out. Scripts in the file never run. */
export async function readPageTexts(
  bytes: Uint8Array,
  pages: readonly number[] | null,
  { signal }: { signal: AbortSignal },
): Promise<Map<number, PageText>> {
  const found = new Map<number, PageText>()
  // large, and needed by few calls
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    // it takes the bytes for itself
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
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
  return found
}

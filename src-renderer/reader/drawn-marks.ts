// Owns what other programs marked in a PDF as it is drawn from the file: shown until it was taken over, then only as marks.
import type { PdfView } from './pdf-view.ts'

/** pdf.js's mode of annotations in which what their storage hides is not drawn, and no field can be filled in. */
export const AS_STORED = 3

/** pdf.js's numbers of the kinds that are taken over: notes, texts, lines, areas, words and ink; links and fields are none. */
const KINDS: ReadonlySet<number> = new Set([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15])

/** What pdf.js tells of an annotation, and its view of a page. */
interface Drawn {
  id: string
  pageIndex: number
}
interface DrawnPage {
  reset(): void
}

/** Draws the pages again that have some. */
export async function showDrawnMarks({ pdf, viewer, container }: PdfView, isShown: boolean): Promise<void> {
  if (isShown !== 'taken' in container.dataset) return
  container.toggleAttribute('data-taken', !isShown)
  const drawn = (await pdf.getAnnotationsByType(new Set(KINDS), new Set())) as Drawn[] | null
  for (const { id } of drawn ?? []) {
    if (isShown) pdf.annotationStorage.remove(id)
    else pdf.annotationStorage.setValue(id, { noView: true })
  }
  for (const page of new Set(drawn?.map(({ pageIndex }) => pageIndex))) (viewer.getPageView(page) as DrawnPage | undefined)?.reset()
  viewer.update()
}

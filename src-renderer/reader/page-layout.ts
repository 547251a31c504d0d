// Owns how a paper's layout is kept and taken again: one page or two, page by page or continuous, the pane and the half beside it.
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'
import type { ReadingLayout } from '#contract/reading.ts'

/** pdf.js's numbers for them. */
export const SPREAD = { one: 0, two: 1 } as const
export const FLOW = { continuous: 0, page: 3 } as const

export function layoutOf({ spreadMode, scrollMode }: PDFViewer, beside: Pick<ReadingLayout, 'pane' | 'second' | 'note'>): ReadingLayout {
  return { flow: scrollMode === FLOW.page ? 'page' : 'continuous', columns: spreadMode === SPREAD.two ? 'two' : 'one', ...beside }
}

export function takeLayout(viewer: PDFViewer, { flow, columns }: ReadingLayout): void {
  if (viewer.scrollMode !== FLOW[flow]) viewer.scrollMode = FLOW[flow]
  if (viewer.spreadMode !== SPREAD[columns]) viewer.spreadMode = SPREAD[columns]
}

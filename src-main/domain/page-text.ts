// Owns the text of a page as pdf.js tells it: runs with where each stands; the same in the window, in a worker and in Node.

/** A run of text on a page, in points of PDF user space. */
export interface TextRun {
  text: string
  /** Where its baseline begins; for vertical text the top of the column's middle line. */
  x: number
  y: number
  /** Which way it runs; `[1, 0]` is to the right. */
  direction: readonly [number, number]
  /** Along the direction. */
  width: number
  height: number
  endsLine: boolean
  /** Its first letter stands at the far end. */
  fromRight?: boolean
  /** Its letters stand on the middle line, one below the other. */
  isVertical?: boolean
}

export interface PageText {
  label: string
  /** The upper edge of the page, in its own points. */
  top: number
  /** In the order in which they are read. */
  words: TextRun[]
}

/** The words of a file. */
export interface PageTexts {
  /** The version of pdf.js that cut them into runs: only by the same one are they cut so again. */
  readBy: string
  /** By index from 0; what can't be read is left out. */
  pages: Map<number, PageText>
}

/** As pdf.js's own find sees a page: its runs with a line feed after each line. */
export function linesOf(runs: Iterable<Pick<TextRun, 'text' | 'endsLine'>>): string {
  let text = ''
  for (const run of runs) text += run.endsLine ? `${run.text}\n` : run.text
  return text
}

/** With these `getTextContent` cuts a page into the same runs as for the text layer, and leaves their letters as they are. */
export const TEXT_CONTENT_OPTIONS = { includeMarkedContent: true, disableNormalization: true } as const

/** What is used of an item of pdf.js's text content; marks of content have no `str`. */
export interface TextContentItem {
  str: string
  dir: string
  transform: readonly number[]
  width: number
  height: number
  fontName: string
  hasEOL: boolean
}

export interface TextContent {
  items: readonly (TextContentItem | { type: string })[]
  styles: Readonly<Record<string, { vertical: boolean }>>
}

export function runsOf({ items, styles }: TextContent): TextRun[] {
  return items.flatMap((item) => ('str' in item ? [runOf(item, styles[item.fontName]?.vertical ?? false)] : []))
}

function runOf({ str, dir, transform, width, height, hasEOL }: TextContentItem, isVertical: boolean): TextRun {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform
  const [right, down] = isVertical ? [-c, -d] : [a, b]
  const length = Math.hypot(right, down) || 1
  return {
    text: str,
    x,
    y,
    direction: [right / length, down / length],
    width: isVertical ? height : width,
    height: (isVertical ? width : height) || length,
    endsLine: hasEOL,
    ...(dir === 'rtl' && !isVertical ? { fromRight: true } : {}),
    ...(isVertical ? { isVertical: true } : {}),
  }
}

// Owns pages made of words for the tests of what a page's words lead to.
import { linesOfPage, type PageText, type TextRun } from '#renderer/reader/page-lines.ts'

export interface MadeLine {
  text: string
  left?: number
  size?: number
  font?: string
  /** Points under the line before; 12 without it. */
  step?: number
}

const WIDTH = 600
const HEIGHT = 800
const TOP = 740

/** Each column from the top; letters are half as wide as high. */
export function madePage(page: number, ...columns: readonly (readonly (MadeLine | string)[])[]): PageText {
  const runs: TextRun[] = []
  columns.forEach((lines, column) => {
    let y = TOP
    for (const line of lines) {
      const { text, left = 60, size = 10, font = 'body', step = 12 } = typeof line === 'string' ? { text: line } : line
      y -= step
      runs.push(madeRun(text, left + column * 260, y, size, font))
    }
  })
  return { page, width: WIDTH, height: HEIGHT, lines: linesOfPage(page, runs) }
}

export function madeRun(str: string, x: number, y: number, size = 10, font = 'body'): TextRun {
  return { str, transform: [size, 0, 0, size, x, y], width: str.length * size * 0.5, height: size, fontName: font }
}

export const heading = (text: string): MadeLine => ({ text, size: 13, font: 'bold', step: 30 })
/** A line as wide as a page of one column. */
export const FILLER = 'plain words of a paragraph that go on and on until the line of the page is full of them and so on'

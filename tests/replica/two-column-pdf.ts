// Owns a made paper in two columns, with words broken at line ends, a table, and a second version with an added page.
import { PDFDocument, type PDFFont, StandardFonts } from '@cantoo/pdf-lib'

const LEFT = [54, 312] as const
const TOP = 700
const LEADING = 12
const LINES = 40
const SIZE = 10
const CELL = 70
const TABLE = [
  ['Name', 'Size', 'Score'],
  ['small', '12', '0.51'],
  ['large', '120', '0.87'],
] as const

/** What stands on a line, so that a test can name it: column and line count from 1. */
export function lineOf(page: number, column: number, line: number): string {
  // every fifth line ends in a broken word, which the next one ends
  if (line % 5 === 0) return `Line ${line} of column ${column} page ${page} is an exam-`
  if (line % 5 === 1 && line > 1) return `ple, and line ${line} goes on here calmly.`
  return `Line ${line} of column ${column} page ${page} has words to mark.`
}

export interface TwoColumnOptions {
  pages?: number
  /** Pages of a table of contents before the rest: what was on page 1 is on page 2. */
  before?: number
}

/** Letter pages of Times at 10 points, two columns of 40 lines; a table of three rows stands below the second column. */
export async function twoColumnPdf({ pages = 3, before = 0 }: TwoColumnOptions = {}): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.TimesRoman)
  for (let page = 0; page < before; page += 1) {
    document.addPage([612, 792]).drawText(`A new page ${page + 1} that was not there before.`, { x: 54, y: TOP, size: SIZE, font })
  }
  for (let page = 1; page <= pages; page += 1) {
    const sheet = document.addPage([612, 792])
    LEFT.forEach((x, column) => {
      for (let line = 1; line <= LINES; line += 1) {
        sheet.drawText(lineOf(page, column + 1, line), { x, y: TOP - (line - 1) * LEADING, size: SIZE, font })
      }
    })
    TABLE.forEach((row, index) => {
      row.forEach((cell, column) => {
        sheet.drawText(cell, { x: LEFT[1] + column * CELL, y: TOP - (LINES + 3 + index) * LEADING, size: SIZE, font })
      })
    })
  }
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** Points of a page, from its lower left corner, at the middle of a word's height. */
export interface WordPlace {
  left: number
  right: number
  y: number
}

/** Where a word of a line stands; throws when the line has it not. */
export async function wordPlace(page: number, column: 1 | 2, line: number, word: string): Promise<WordPlace> {
  const text = lineOf(page, column, line)
  const at = text.indexOf(word)
  if (at < 0) throw new Error(`“${word}” is not in “${text}”.`)
  const font = await measuring()
  const left = LEFT[column - 1] ?? 0
  const begin = left + font.widthOfTextAtSize(text.slice(0, at), SIZE)
  return { left: begin, right: begin + font.widthOfTextAtSize(word, SIZE), y: TOP - (line - 1) * LEADING + SIZE / 4 }
}

/** Where a cell of the table stands: row and column from 0. */
export async function cellPlace(row: number, column: number): Promise<WordPlace> {
  const font = await measuring()
  const left = LEFT[1] + column * CELL
  const y = TOP - (LINES + 3 + row) * LEADING + SIZE / 4
  return { left, right: left + font.widthOfTextAtSize(TABLE[row]?.[column] ?? '', SIZE), y }
}

async function measuring(): Promise<PDFFont> {
  return await (await PDFDocument.create()).embedFont(StandardFonts.TimesRoman)
}

// Owns a made paper that looks like one: a title, its authors, and the abstracts of a day as the text of two columns.
import { PDFDocument, type PDFFont, StandardFonts } from '@cantoo/pdf-lib'
import { makeDay } from '#tests/fixtures/made-days.ts'

const COLUMNS = [54, 315] as const
const WIDTH = 243
const LEADING = 12.4
const SIZE = 10
const FOOT = 60

/** Letter pages of Times at 10 points. */
export async function prosePdf(title: string, authors: readonly string[]): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const [roman, bold] = [await document.embedFont(StandardFonts.TimesRoman), await document.embedFont(StandardFonts.TimesRomanBold)]
  const abstracts = makeDay('2026-08-21', 14, 'prose').map(({ paper }) => latin(paper.summary))
  const headings = ['Abstract', '1  Introduction', '', '2  Related work', '', '3  Method', '', '', '4  Experiments']
  const lines = abstracts.flatMap((abstract, index) => [
    ...(headings[index]
      ? [
          { words: '', isHead: false },
          { words: headings[index], isHead: true },
        ]
      : []),
    ...wrapped(abstract, roman).map((words) => ({ words, isHead: false })),
  ])
  for (let first = true; lines.length > 0; first = false) {
    const page = document.addPage([612, 792])
    let top = 728
    if (first) {
      for (const words of wrapped(latin(title), bold, 440, 17)) {
        page.drawText(words, { x: (612 - bold.widthOfTextAtSize(words, 17)) / 2, y: (top -= 22), size: 17, font: bold })
      }
      const names = latin(authors.join(', '))
      page.drawText(names, { x: (612 - roman.widthOfTextAtSize(names, 11)) / 2, y: (top -= 24), size: 11, font: roman })
      top -= 28
    }
    for (const x of COLUMNS) {
      for (let y = top; y > FOOT && lines.length > 0; y -= LEADING) {
        const line = lines.shift()
        if (line) page.drawText(line.words, { x, y, size: line.isHead ? 11.5 : SIZE, font: line.isHead ? bold : roman })
      }
    }
  }
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** What the standard fonts can draw, without the sentences that have formulas. */
function latin(text: string): string {
  return text
    .split(/(?<=\.) (?=[A-Z])/)
    .filter((sentence) => !/[\^_={}$]|\dtimes|sim\d|https:/.test(sentence))
    .join(' ')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
    .replaceAll(' -- ', ' – ')
    .replaceAll('Ł', 'L')
}

function wrapped(text: string, font: PDFFont, width = WIDTH, size = SIZE): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length > 0 && font.widthOfTextAtSize(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

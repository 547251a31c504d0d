// Owns a small PDF writer: real text on real pages with an outline, the same bytes for the same paper every time.
import type { ArxivEntry } from './arxiv-records.ts'
import { madeSections } from './made-text.ts'

const PAGE = { width: 595, height: 842, margin: 64 }
const CHARACTERS_PER_LINE = 88

interface Line {
  text: string
  font: 'F1' | 'F2'
  size: number
  /** Points down from the line before. */
  drop: number
  /** Listed in the outline. */
  heading: boolean
}

/** PDF 1.7 with the standard Times fonts, not embedded; characters outside Latin-1 become `?`. */
export function madePdf(entry: ArxivEntry | undefined, label: string): Buffer {
  const pages = pagesOf(linesOf(entry, label))
  const headings = pages.flatMap((lines, page) => lines.filter((line) => line.heading).map((line) => ({ page, text: line.text })))
  const firstPage = 7
  const pageId = (page: number) => firstPage + page * 2
  const firstHeading = firstPage + pages.length * 2
  const objects = new Map<number, string>()
  objects.set(1, '<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /PageMode /UseOutlines >>')
  objects.set(2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, page) => `${pageId(page)} 0 R`).join(' ')}] >>`)
  objects.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>')
  objects.set(4, '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>')
  objects.set(
    5,
    `<< /Title ${literal(entry?.title ?? label)} /Author ${literal(entry?.authors[0]?.name ?? '')} /Producer (Dogear replica) >>`,
  )
  objects.set(
    6,
    `<< /Type /Outlines /Count ${headings.length} /First ${firstHeading} 0 R /Last ${firstHeading + headings.length - 1} 0 R >>`,
  )
  pages.forEach((lines, page) => {
    const content = contentOf(lines, `${label}   ${page + 1} / ${pages.length}`)
    objects.set(
      pageId(page),
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${pageId(page) + 1} 0 R >>`,
    )
    objects.set(pageId(page) + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  })
  headings.forEach(({ page, text }, at) => {
    const id = firstHeading + at
    const previous = at === 0 ? '' : ` /Prev ${id - 1} 0 R`
    const next = at === headings.length - 1 ? '' : ` /Next ${id + 1} 0 R`
    objects.set(id, `<< /Title ${literal(text)} /Parent 6 0 R${previous}${next} /Dest [${pageId(page)} 0 R /Fit] >>`)
  })
  return fileOf(objects)
}

function linesOf(entry: ArxivEntry | undefined, label: string): Line[] {
  const wrapped = (text: string, width: number, line: Omit<Line, 'text' | 'heading'>, before: number): Line[] =>
    wrap(text, width).map((part, at) => ({ ...line, text: part, heading: false, drop: at === 0 ? before : line.drop }))
  const body = { font: 'F1', size: 11, drop: 14 } as const
  return [
    ...wrapped(entry?.title ?? label, 48, { font: 'F2', size: 18, drop: 23 }, 10),
    ...wrapped(
      (entry?.authors ?? [])
        .slice(0, 12)
        .map((author) => author.name)
        .join(', '),
      CHARACTERS_PER_LINE,
      body,
      26,
    ),
    ...madeSections(entry).flatMap(({ heading, paragraphs }, at): Line[] => [
      { text: `${at + 1}  ${heading}`, font: 'F2', size: 13, drop: 30, heading: true },
      ...paragraphs.flatMap((paragraph) => wrapped(paragraph, CHARACTERS_PER_LINE, body, 20)),
    ]),
  ]
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function pagesOf(lines: readonly Line[]): Line[][] {
  const pages: Line[][] = [[]]
  let left = PAGE.height - 2 * PAGE.margin
  for (const line of lines) {
    if (line.drop > left) {
      pages.push([])
      left = PAGE.height - 2 * PAGE.margin
    }
    left -= line.drop
    pages.at(-1)?.push(line)
  }
  return pages
}

function contentOf(lines: readonly Line[], footer: string): string {
  const shown = lines.map((line) => `/${line.font} ${line.size} Tf 0 ${-line.drop} Td ${literal(line.text)} Tj`)
  return [
    `BT ${PAGE.margin} ${PAGE.height - PAGE.margin} Td`,
    ...shown,
    'ET',
    `BT /F1 9 Tf ${PAGE.margin} ${PAGE.margin / 2} Td ${literal(footer)} Tj ET`,
  ].join('\n')
}

function literal(text: string): string {
  const latin = text.replace(/\s+/g, ' ').replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?')
  return `(${latin.replace(/[\\()]/g, (mark) => `\\${mark}`)})`
}

function fileOf(objects: ReadonlyMap<number, string>): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
  const offsets: number[] = []
  for (const [id, object] of [...objects].toSorted(([a], [b]) => a - b)) {
    offsets.push(text.length)
    text += `${id} 0 obj\n${object}\nendobj\n`
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.size + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1')
}

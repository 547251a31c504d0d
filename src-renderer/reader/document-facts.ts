// Owns what a PDF says about itself, as names and values in words.
import type { PDFDocumentProxy } from 'pdfjs-dist'

export interface Fact {
  name: string
  value: string
}

const LONGEST = 400
const POINTS_PER_MM = 72 / 25.4

/** What is missing is left out. Scripts and files inside are counted and named, never opened. */
export async function documentFacts(pdf: PDFDocumentProxy): Promise<Fact[]> {
  const [{ info }, page, scripts, attachments] = await Promise.all([
    pdf.getMetadata(),
    pdf.getPage(1),
    pdf.getJSActions().catch(() => null),
    pdf.getAttachments().catch(() => null) as Promise<unknown>,
  ])
  const told = info as Record<string, unknown>
  const { width, height } = page.getViewport({ scale: 1 })
  const files = namesOf(attachments)
  return [
    fact('Title', told['Title']),
    fact('Author', told['Author']),
    fact('Subject', told['Subject']),
    fact('Keywords', told['Keywords']),
    fact('Made', pdfDate(told['CreationDate'])),
    fact('Changed', pdfDate(told['ModDate'])),
    fact('Made with', [told['Creator'], told['Producer']].filter((each) => typeof each === 'string' && each !== '').join(', ')),
    fact('Pages', `${pdf.numPages}, the first ${Math.round(width / POINTS_PER_MM)} × ${Math.round(height / POINTS_PER_MM)} mm`),
    fact(
      'PDF',
      [told['PDFFormatVersion'], told['IsLinearized'] === true ? 'linearized' : '', told['EncryptFilterName'] ? 'encrypted' : '']
        .filter((each) => typeof each === 'string' && each !== '')
        .join(', '),
    ),
    fact('Files inside', files.length === 0 ? null : `${files.length}, not opened: ${files.join(', ')}`),
    fact('Scripts inside', scripts === null ? null : 'yes, never run'),
  ].filter((each) => each !== null)
}

function fact(name: string, value: unknown): Fact | null {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, LONGEST) : ''
  return text === '' ? null : { name, value: text }
}

function namesOf(attachments: unknown): string[] {
  if (attachments instanceof Map) return [...attachments.keys()].map(String)
  return typeof attachments === 'object' && attachments !== null ? Object.keys(attachments) : []
}

/** `D:20201122153000+01'00'` (ISO 32000-2, 7.9.4) as `2020-11-22 15:30`; as it stands where it is none. */
export function pdfDate(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const [, year, month = '01', day = '01', hour, minute = '00'] = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?/.exec(value) ?? []
  if (year === undefined) return value
  return `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}`}`
}

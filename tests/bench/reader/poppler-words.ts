// Owns the words of a PDF as poppler sees them, in the order of the file: the other opinion that selections are compared with.
import { spawnSync } from 'node:child_process'

export interface PopplerWord {
  text: string
  /** Points from the page's upper left corner. */
  left: number
  top: number
  right: number
  bottom: number
}

const PROGRAM = 'pdftotext'

/** `pdftotext -raw -bbox`, page by page. Throws where poppler is not there or can't read the file. */
export function popplerWords(file: string): PopplerWord[][] {
  const { stdout, status, stderr, error } = spawnSync(PROGRAM, ['-raw', '-bbox', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 500_000_000,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`pdftotext could not read ${file}: ${stderr}`)
  return stdout.split('<page ').slice(1).map(wordsOf)
}

function wordsOf(page: string): PopplerWord[] {
  return [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)].map((match) => ({
    left: Number(match[1]),
    top: Number(match[2]),
    right: Number(match[3]),
    bottom: Number(match[4]),
    text: decoded(match[5] ?? ''),
  }))
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  )
}

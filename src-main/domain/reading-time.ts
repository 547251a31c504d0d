// Owns how long a paper takes to read, and what that is told by: the words of its PDF, else its pages; else nothing is guessed.

/** 200 words a minute, six characters a word with its blank. */
const CHARACTERS_A_MINUTE = 1_200
/** Of a paper as it is usually set: some 500 words with its figures. */
const MINUTES_A_PAGE = 2.5
/** A book is not read in one go, and a typing slip is not believed. */
const MOST_PAGES = 2_000

export interface ReadingTime {
  minutes: number
  by: 'words' | 'pages'
}

/** Null where neither words nor pages are known. */
export function readingTimeOf({ pdfCharacters, pages }: { pdfCharacters: number | null; pages: number | null }): ReadingTime | null {
  if (pdfCharacters !== null) return { minutes: Math.max(1, Math.round(pdfCharacters / CHARACTERS_A_MINUTE)), by: 'words' }
  if (pages !== null) return { minutes: Math.max(1, Math.round(pages * MINUTES_A_PAGE)), by: 'pages' }
  return null
}

/** The pages that authors name in arXiv's comment: `12 pages, 5 figures`, `10 pp.`; null where they name none. */
export function pagesInComment(comment: string | null): number | null {
  const named = /(?<![\d.,-])(\d{1,4})(?:\s{0,2}\+\s{0,2}(\d{1,4}))?\s{0,2}(?:pages?|pgs?|pp)\b/i.exec((comment ?? '').slice(0, 2_000))
  if (!named) return null
  const pages = Number(named[1]) + Number(named[2] ?? 0)
  return pages > 0 && pages <= MOST_PAGES ? pages : null
}

/** All of a list together: what is known, and of how many papers nothing is. */
export interface ReadingSum {
  minutes: number
  /** Papers whose time is in it. */
  papers: number
  unknown: number
}

export function sumOfReading(papers: readonly { pdfCharacters: number | null; pages: number | null }[]): ReadingSum {
  const times = papers.map(readingTimeOf).filter((time) => time !== null)
  return { minutes: times.reduce((sum, { minutes }) => sum + minutes, 0), papers: times.length, unknown: papers.length - times.length }
}

// Owns how an arXiv identifier is read: old and new style, with or without a version.

const REFERENCE = /^(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v(\d+))?$/

export interface ArxivReference {
  /** The base id; a subject class (`math.CA/…`) is taken off, as it is not canonical. */
  id: string
  version: number | null
}

export function referenceOf(text: string): ArxivReference | undefined {
  const match = REFERENCE.exec(text)
  if (!match?.[1]) return undefined
  return { id: match[1].replace(/\.[A-Z]{2}\//, '/'), version: match[2] === undefined ? null : Number(match[2]) }
}

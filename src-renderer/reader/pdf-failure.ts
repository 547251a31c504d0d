// Owns what is said when a PDF can't be opened: what is wrong with it and the next step.

/** A PDF that opens and has no page to show. */
export class NoPagesError extends Error {
  override readonly name = 'NoPagesError'
}

/** The worker's word for a stream that unpacks to more than is read, which is left out. */
export const TOO_MUCH = 'a stream unpacks to too much'
export const TOO_MUCH_SENTENCE = 'Something in this PDF is more than can be held, so it was left out. The rest can be read.'

/** A sentence for what pdf.js throws; its errors are known by their names. */
export function pdfFailureSentence(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : ''
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? Number(thrown.status) : 0
  if (name === 'InvalidPDFException') return 'This file is damaged or is no PDF. Make the paper offline again, or open it on the web.'
  if (name === 'NoPagesError')
    return 'This file is damaged: none of its pages can be read. Make the paper offline again, or open it on the web.'
  if (name === 'PasswordException') return 'This PDF is locked with a password. Open it again and type the password.'
  if (name === 'ResponseException' && (status === 404 || status === 410))
    return 'The file is no longer on disk. Make the paper offline again.'
  if (name === 'ResponseException') return 'The file could not be read. Try again, or make the paper offline again.'
  return 'This PDF could not be opened. Try again, or open it on the web.'
}

export interface OutsideLink {
  /** Null when the address must not be opened. */
  url: string | null
  /** Where it leads, or why it is not opened; a whole sentence. */
  sentence: string
}

const LONGEST_ADDRESS = 2_048

/** Only pages of the web are opened from a PDF: no file, no program, no share of a network, no script. */
export function outsideLink(address: string): OutsideLink {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.href.length > LONGEST_ADDRESS) {
    const kind = url ? url.protocol.replace(/:$/, '') : 'unknown'
    return { url: null, sentence: `This link was not opened: Dogear opens web pages only, and this one is of the kind “${kind}”.` }
  }
  if (url.username !== '' || url.password !== '')
    return { url: null, sentence: `This link was not opened: it hides its real host, ${url.host}, behind a name.` }
  return { url: url.href, sentence: `This link leads to ${url.href}` }
}

// Owns which papers a pasted text names: addresses, DOIs and ids in a list, or the entries of a bibliography.
import { bibliographyEntries, type BibliographyEntry } from './bibliography.ts'
import { type PaperId, parsePaperReference } from './paper.ts'

export interface PaperReferences {
  /** Each once, in the order in which it was first named. */
  ids: PaperId[]
  /** What looks like a paper and is none of arXiv, at most `MAX_UNREAD`, each cut to 120 characters. */
  unread: string[]
}

/** Characters; a bibliography of 50,000 papers has about half of it. */
export const MAX_REFERENCE_TEXT = 50_000_000
const MAX_UNREAD = 1000
const MAX_WORD = 300
/** arXiv's own DOIs (arXiv help, "DOIs for arXiv articles"). */
const ARXIV_DOI = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\.(.+)$/i
const SEMANTIC_SCHOLAR = /^https?:\/\/(?:www\.|api\.)?semanticscholar\.org\/(?:.*\/)?arxiv[:/](.+)$/i
const OF_A_NAME = /[\d/:]/
const LOOKS_LIKE_PAPER = /^(?:https?:\/\/|doi:|10\.\d{4,9}\/|(?:dx\.)?doi\.org\/)/i

/** One address, DOI or id, with or without a version; undefined when it is no paper of arXiv. */
export function paperIdOfWord(word: string): PaperId | undefined {
  const text = word.trim().slice(0, MAX_WORD)
  const plain = parsePaperReference(text)
  if (plain !== undefined) return plain.id
  const inner = (ARXIV_DOI.exec(text) ?? SEMANTIC_SCHOLAR.exec(text))?.[1]
  const id = (inner ?? text).replace(/^(?:www\.)?(?=(?:arxiv\.org|huggingface\.co|hf\.co|alphaxiv\.org)\/)/i, 'https://')
  return parsePaperReference(id.replace(/^(https?:\/\/[^/]+\/[^?#]*?)\/+(?=[?#]|$)/, '$1'))?.id
}

/** Reads a list in any order and with anything between, or BibTeX, RIS or CSL-JSON. Never throws: what can't be read is told. */
export function findPaperReferences(text: string): PaperReferences {
  const entries = bibliographyEntries(text)
  return entries === null ? fromWords(text) : fromEntries(entries)
}

function fromEntries(entries: readonly BibliographyEntry[]): PaperReferences {
  const ids = new Set<PaperId>()
  const unread: string[] = []
  for (const entry of entries) {
    const id = entry.identifiers.map(idInText).find((found) => found !== undefined)
    if (id !== undefined) ids.add(id)
    else if (unread.length < MAX_UNREAD) unread.push(cut(entry.title || entry.identifiers[0] || 'An entry without a title'))
  }
  return { ids: [...ids], unread }
}

function fromWords(text: string): PaperReferences {
  const ids = new Set<PaperId>()
  const unread: string[] = []
  for (const word of wordsOf(text)) {
    const id = paperIdOfWord(word)
    if (id !== undefined) ids.add(id)
    else if (LOOKS_LIKE_PAPER.test(word) && unread.length < MAX_UNREAD) unread.push(cut(word))
  }
  const whole = text.trim()
  if (ids.size === 0 && unread.length === 0 && whole !== '') unread.push(cut(whole.slice(0, MAX_WORD).replace(/\s+/g, ' ')))
  return { ids: [...ids], unread }
}

/** A field may say more than the id: `arXiv preprint arXiv:2401.12345 [cs.LG]`. */
function idInText(text: string): PaperId | undefined {
  for (const word of wordsOf(text)) {
    const id = paperIdOfWord(word)
    if (id !== undefined) return id
  }
  return undefined
}

/** One by one: all words of 50 MB at once would take a gigabyte. */
function* wordsOf(text: string): Generator<string> {
  for (const [found] of text.replace(/\barxiv\s*:\s+/gi, 'arXiv:').matchAll(/[^\s,;<>"'()[\]{}|`]+/g)) {
    // most words of a text can name no paper
    if (!OF_A_NAME.test(found)) continue
    // a word longer than any address is cut first: its ends are looked for letter by letter
    const word = found.slice(0, MAX_WORD).replace(/^[*•-]+(?=\S)|[.:!]+$/g, '')
    if (word !== '') yield word
  }
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

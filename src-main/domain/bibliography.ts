// Owns the reading of BibTeX, RIS and CSL-JSON as far as it takes to know which papers are meant; broken parts are passed over.
import { parseOutsideJson } from './outside-json.ts'

export interface BibliographyEntry {
  title: string
  /** The fields that may name the paper, the surest first. */
  identifiers: string[]
}

const MAX_FIELDS = 200
const BIBTEX_FIELDS = ['eprint', 'doi', 'url', 'journal', 'note', 'howpublished', 'number', 'volume', 'pages', 'arxivid']
const RIS_TAGS = ['DO', 'UR', 'M1', 'AN', 'L1', 'L2', 'JO', 'JF', 'T2', 'PB', 'SP', 'ID']
const CSL_FIELDS = ['DOI', 'number', 'URL', 'archive_location', 'container-title', 'note', 'id']

/** The entries of a bibliography; null when the text is none. */
export function bibliographyEntries(text: string): BibliographyEntry[] | null {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start.startsWith('[') || start.startsWith('{')) return cslEntries(start)
  if (/^TY {2}- /m.test(text)) return risEntries(text)
  if (/^[ \t]*@[a-z]+\s*[{(]/im.test(text)) return bibtexEntries(text)
  return null
}

function cslEntries(text: string): BibliographyEntry[] | null {
  let parsed: unknown
  try {
    parsed = parseOutsideJson(text)
  } catch {
    return null
  }
  const items: unknown[] = Array.isArray(parsed) ? parsed : isRecord(parsed) && Array.isArray(parsed['items']) ? parsed['items'] : [parsed]
  return items.filter(isRecord).map((item) => ({
    title: textOf(item['title']),
    identifiers: CSL_FIELDS.map((name) => textOf(item[name])).filter((field) => field !== ''),
  }))
}

function risEntries(text: string): BibliographyEntry[] {
  const entries: BibliographyEntry[] = []
  let fields = new Map<string, string[]>()
  const end = (): void => {
    if (fields.size > 0) {
      entries.push({
        title: (fields.get('TI') ?? fields.get('T1') ?? fields.get('CT') ?? [''])[0] ?? '',
        identifiers: RIS_TAGS.flatMap((tag) => fields.get(tag) ?? []),
      })
    }
    fields = new Map()
  }
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = /^([A-Z][A-Z0-9]) {2}-(?: (.*))?$/.exec(line.replace(/^\uFEFF/, ''))
    if (!match?.[1]) continue
    // a record that lost its end is ended by the next
    if (match[1] === 'TY' || match[1] === 'ER') end()
    else if (fields.size < MAX_FIELDS) fields.set(match[1], [...(fields.get(match[1]) ?? []).slice(0, 20), (match[2] ?? '').trim()])
  }
  end()
  return entries
}

/** Braces and quotes are counted as BibTeX does; an entry that never ends is ended by the next `@name{` at a line's start. */
function bibtexEntries(text: string): BibliographyEntry[] {
  const heads = [...text.matchAll(/^[ \t]*@([a-z]+)\s*[{(]\s*([^\s,{}()"=#%]*)/gim)]
  return heads.flatMap((head, index) => {
    if (/^(?:comment|string|preamble)$/i.test(head[1] ?? '')) return []
    const fields = bibtexFields(text.slice(head.index + head[0].length, heads[index + 1]?.index ?? text.length))
    return [
      {
        title: (fields.get('title') ?? '').replace(/[{}]/g, ''),
        identifiers: BIBTEX_FIELDS.flatMap((name) => fields.get(name) ?? []).map((field) => field.replace(/\\_/g, '_')),
      },
    ]
  })
}

function bibtexFields(body: string): Map<string, string> {
  const fields = new Map<string, string>()
  const name = /([a-z][\w-]*)\s*=\s*/giy
  const word = /[\w-]+/y
  let at = 0
  while (at < body.length && fields.size < MAX_FIELDS) {
    name.lastIndex = at
    const match = name.exec(body)
    if (!match?.[1]) {
      // past the whole word, so that a long one is looked at once
      word.lastIndex = at
      at += Math.max(1, word.exec(body)?.[0].length ?? 1)
      continue
    }
    const { value, end } = bibtexValue(body, name.lastIndex)
    if (!fields.has(match[1].toLowerCase())) fields.set(match[1].toLowerCase(), value)
    at = Math.max(end, name.lastIndex)
  }
  return fields
}

function bibtexValue(body: string, start: number): { value: string; end: number } {
  const open = body[start]
  if (open !== '{' && open !== '"') {
    const word = /[^\s,}]*/y
    word.lastIndex = start
    const value = word.exec(body)?.[0] ?? ''
    return { value, end: start + value.length }
  }
  let depth = 0
  for (let at = start + 1; at < body.length; at++) {
    const letter = body[at]
    if (letter === '\\') at += 1
    else if (letter === '{') depth += 1
    else if (letter === '}' && depth > 0) depth -= 1
    else if (depth === 0 && letter === (open === '{' ? '}' : '"')) return { value: body.slice(start + 1, at), end: at + 1 }
  }
  // it never ends: the line is what can be known of it
  const value = body.slice(start + 1).split('\n', 1)[0] ?? ''
  return { value, end: start + 1 + value.length }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Owns how what a person types into the search box is read: words, phrases, operators, groups. What isn't an operator is a word.
import { type Day, addDays } from './day.ts'
import { dateRange } from './date-words.ts'
import { type PaperId, parsePaperReference } from './paper.ts'

/** Operators that look into one field of a paper. */
export const SEARCH_FIELDS = ['title', 'abstract', 'author', 'org', 'tag', 'note', 'keyword', 'category', 'annotation', 'pdf'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]

export const IS_WORDS = ['inbox', 'later', 'shortlist', 'archive', 'dismissed', 'snoozed', 'read', 'unread'] as const
export const HAS_WORDS = ['code', 'note', 'pdf', 'annotation', 'tag'] as const
export const COUNTED = ['votes', 'stars', 'comments'] as const

/** What the database decides. */
export type SearchFilter =
  | { kind: 'is'; value: (typeof IS_WORDS)[number] }
  | { kind: 'has'; value: (typeof HAS_WORDS)[number] }
  | { kind: 'tag'; name: string }
  /** Days, both included; null is open. */
  | { kind: 'day'; from: Day | null; to: Day | null }
  /** Both included; null is open. */
  | { kind: 'count'; of: (typeof COUNTED)[number]; least: number | null; most: number | null }

export type SearchNode =
  /** `finished`: something follows, so it isn't the beginning of a longer word. A `*` in `text` stands for any letters. */
  | { kind: 'word'; text: string; field: SearchField | null; finished: boolean }
  | { kind: 'phrase'; text: string; field: SearchField | null }
  | { kind: 'filter'; filter: SearchFilter }
  | { kind: 'not'; node: SearchNode }
  | { kind: 'all'; nodes: SearchNode[] }
  | { kind: 'any'; nodes: SearchNode[] }

/** A piece of the text as typed, for colouring: `[start, end)` in UTF-16 units. */
export interface SearchSpan {
  start: number
  end: number
  kind: 'word' | 'phrase' | 'operator' | 'value' | 'not' | 'or' | 'bracket'
}

export interface ParsedSearch {
  /** As typed, up to `MAX_SEARCH_LENGTH`. */
  text: string
  root: SearchNode & { kind: 'all' }
  /** A paper's identifier or address, when the text is nothing else. */
  reference: PaperId | null
  words: string[]
  phrases: string[]
  excluded: string[]
  filters: SearchFilter[]
  spans: SearchSpan[]
  /** A sentence for each operator that couldn't be read and was taken as words. */
  remarks: string[]
}

/** Characters that are read; what follows is left out. */
export const MAX_SEARCH_LENGTH = 4000
const DEEPEST = 32
const FIELD_OF_NAME: Readonly<Record<string, SearchField>> = {
  title: 'title',
  abstract: 'abstract',
  author: 'author',
  authors: 'author',
  org: 'org',
  organization: 'org',
  note: 'note',
  keyword: 'keyword',
  category: 'category',
  annotation: 'annotation',
  annotations: 'annotation',
  pdf: 'pdf',
}
const BIBTEX = /^\s*@\w+\s*\{/

/** How a tag is searched for, whatever is in its name. */
export function tagSearch(name: string): string {
  return `tag:${/[\s()"“”„]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name}`
}

/** Reads any text; never throws. `today` is the day that "last week" counts from. */
export function parseSearch(text: string, today: Day): ParsedSearch {
  const typed = text.slice(0, MAX_SEARCH_LENGTH)
  const reading = new Reading(BIBTEX.test(typed) ? titleOfBibtex(typed) : typed, today)
  const root = { kind: 'all' as const, nodes: reading.all(0) }
  const parsed: ParsedSearch = {
    text: typed,
    root,
    reference: parsePaperReference(typed)?.id ?? referenceInBibtex(typed),
    words: [],
    phrases: [],
    excluded: [],
    filters: [],
    spans: reading.spans,
    remarks: reading.remarks,
  }
  collect(root, false, parsed)
  return parsed
}

function collect(node: SearchNode, isExcluded: boolean, into: ParsedSearch): void {
  switch (node.kind) {
    case 'word':
      ;(isExcluded ? into.excluded : into.words).push(node.text)
      return
    case 'phrase':
      ;(isExcluded ? into.excluded : into.phrases).push(node.text)
      return
    case 'filter':
      if (!isExcluded) into.filters.push(node.filter)
      return
    case 'not':
      collect(node.node, !isExcluded, into)
      return
    case 'all':
    case 'any':
      for (const child of node.nodes) collect(child, isExcluded, into)
  }
}

class Reading {
  readonly spans: SearchSpan[] = []
  readonly remarks: string[] = []
  readonly #text: string
  readonly #today: Day
  #at = 0

  constructor(text: string, today: Day) {
    this.#text = text
    this.#today = today
  }

  /** Everything up to the end or the bracket that closes this group. `OR` binds weaker than standing side by side. */
  all(depth: number): SearchNode[] {
    const alternatives: SearchNode[][] = [[]]
    for (;;) {
      this.#skipBlanks()
      if (this.#at >= this.#text.length) break
      const start = this.#at
      if (this.#text[start] === ')') {
        this.#take(1, 'bracket')
        if (depth > 0) break
        continue
      }
      const or = /^(?:OR(?=[\s()]|$)|\|+)/.exec(this.#text.slice(start, start + 3))
      if (or) {
        this.#take(or[0].length, 'or')
        alternatives.push([])
        continue
      }
      const node = this.#one(depth)
      if (node) alternatives.at(-1)?.push(node)
    }
    const filled = alternatives.filter((nodes) => nodes.length > 0)
    if (filled.length <= 1) return filled[0] ?? []
    // `a b OR c` is `a (b OR c)`, as in the search boxes that people know; brackets say otherwise
    return joinedByOr(filled)
  }

  #one(depth: number): SearchNode | null {
    const start = this.#at
    const sign = this.#text[start]
    if (sign === '-' && /^-[^\s\-)]/.test(this.#text.slice(start, start + 2))) {
      this.#take(1, 'not')
      const node = this.#one(depth)
      return node && { kind: 'not', node }
    }
    if (sign === '(') {
      this.#take(1, 'bracket')
      if (depth >= DEEPEST) return null
      const nodes = this.all(depth + 1)
      return nodes.length > 1 ? { kind: 'all', nodes } : (nodes[0] ?? null)
    }
    if (sign === '+' && /^\+\S/.test(this.#text.slice(start, start + 2))) this.#at += 1
    const phrase = this.#phrase('phrase')
    if (phrase !== null) return phrase === '' ? null : { kind: 'phrase', text: phrase, field: null }
    return this.#operator() ?? this.#word()
  }

  #operator(): SearchNode | null {
    const start = this.#at
    const name = /^[a-z]{2,12}(?=:)/i.exec(this.#text.slice(start, start + 13))?.[0]
    if (!name) return null
    const key = name.toLowerCase()
    const valueStart = start + name.length + 1
    const isUnfinished = valueStart >= this.#text.length
    const field = Object.hasOwn(FIELD_OF_NAME, key) ? (FIELD_OF_NAME[key] ?? null) : null
    const isKnown = field !== null || key === 'tag' || key === 'is' || key === 'has' || isCounted(key) || isDateWord(key)
    if (!isKnown) return null
    if (isUnfinished) {
      // still being typed: results stay as they are
      this.#take(name.length + 1, 'operator')
      return { kind: 'all', nodes: [] }
    }
    if (/\s/.test(this.#text[valueStart] ?? '')) return null
    const spans = this.spans.length
    this.#take(name.length + 1, 'operator')
    const quoted = (key === 'tag' ? this.#quotedTag() : null) ?? this.#phrase('value')
    const value = quoted ?? this.#bareValue()
    if (field) {
      if (value === '') return { kind: 'all', nodes: [] }
      if (quoted !== null) return { kind: 'phrase', text: value, field }
      return { kind: 'word', text: value, field, finished: this.#at < this.#text.length }
    }
    const filter = this.#filter(key, value)
    if (filter) return { kind: 'filter', filter }
    this.spans.length = spans
    this.#at = start
    return null
  }

  #filter(key: string, value: string): SearchFilter | null {
    const word = value.toLowerCase()
    if (key === 'is') {
      const found = IS_WORDS.find((known) => known === word)
      return found ? { kind: 'is', value: found } : this.#unknown(key, value, IS_WORDS)
    }
    if (key === 'has') {
      const found = HAS_WORDS.find((known) => known === word || `${known}s` === word)
      return found ? { kind: 'has', value: found } : this.#unknown(key, value, HAS_WORDS)
    }
    if (key === 'tag') return value === '' ? null : { kind: 'tag', name: value.replace(/^#+/, '') }
    if (isCounted(key)) {
      const range = countRange(word)
      return range ? { kind: 'count', of: key, ...range } : this.#unknown(key, value, ['>50', '<10', '20..80'])
    }
    const range = dateRange(word, this.#today)
    if (!range) return this.#unknown(key, value, ['2026', '2026-03', '2026-03-14', '"last week"'])
    if (key === 'after') return { kind: 'day', from: range.from, to: null }
    if (key === 'before') return { kind: 'day', from: null, to: addDays(range.from, -1) }
    return { kind: 'day', from: range.from, to: range.to }
  }

  #unknown(key: string, value: string, known: readonly string[]): null {
    // while a word is being typed it isn't wrong yet
    const mayStillBecome = this.#at >= this.#text.length && known.some((word) => word.startsWith(value.toLowerCase()))
    if (!mayStillBecome) this.remarks.push(`“${key}:${value.slice(0, 40)}” was taken as words: ${key}: knows ${known.join(', ')}.`)
    return null
  }

  #word(): SearchNode | null {
    const start = this.#at
    const length = /^[^\s()"“”„]+/.exec(this.#text.slice(start))?.[0].length ?? 1
    const text = this.#text.slice(start, start + length)
    this.#take(length, 'word')
    return { kind: 'word', text, field: null, finished: this.#at < this.#text.length }
  }

  #bareValue(): string {
    const value = /^[^\s()"“”„]*/.exec(this.#text.slice(this.#at))?.[0] ?? ''
    if (value !== '') this.#take(value.length, 'value')
    return value
  }

  /** What stands between quotation marks here, blanks folded; to the end when they aren't closed. Null: no marks here. */
  #phrase(kind: 'phrase' | 'value'): string | null {
    const found = /^["“”„]([^"“”„]*)["“”„]?/.exec(this.#text.slice(this.#at))
    if (!found) return null
    this.#take(found[0].length, kind)
    return (found[1] ?? '').replace(/\s+/g, ' ').trim()
  }

  /** A tag may have any of the marks in its name: between straight ones a doubled one is one, and only a straight one ends it. */
  #quotedTag(): string | null {
    const found = /^"((?:[^"]|"")*)(?:"|$)/.exec(this.#text.slice(this.#at))
    if (!found) return null
    this.#take(found[0].length, 'value')
    return (found[1] ?? '').replaceAll('""', '"').replace(/\s+/g, ' ').trim()
  }

  #skipBlanks(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #take(length: number, kind: SearchSpan['kind']): void {
    this.spans.push({ start: this.#at, end: this.#at + length, kind })
    this.#at += length
  }
}

/** Each OR joins the node before it and the node after it; the others stay side by side. */
function joinedByOr(sides: SearchNode[][]): SearchNode[] {
  const nodes: SearchNode[] = [...(sides[0] ?? [])]
  for (const side of sides.slice(1)) {
    const before = nodes.pop()
    const [after, ...rest] = side
    const joined = before?.kind === 'any' ? before : { kind: 'any' as const, nodes: before ? [before] : [] }
    if (after) joined.nodes.push(after)
    nodes.push(joined, ...rest)
  }
  return nodes
}

function isCounted(key: string): key is (typeof COUNTED)[number] {
  return COUNTED.some((known) => known === key)
}

function isDateWord(key: string): boolean {
  return key === 'after' || key === 'before' || key === 'on'
}

/** `>50`, `>=50`, `<50`, `<=50`, `=50`, `20..80`; a bare number is the least. */
function countRange(text: string): { least: number | null; most: number | null } | null {
  const between = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text)
  if (between) return { least: Number(between[1]), most: Number(between[2]) }
  const found = /^(>=|<=|>|<|=)?(\d{1,9})$/.exec(text)
  if (!found) return null
  const count = Number(found[2])
  switch (found[1]) {
    case '>':
      return { least: count + 1, most: null }
    case '<':
      return { least: null, most: count - 1 }
    case '<=':
      return { least: null, most: count }
    case '=':
      return { least: count, most: count }
    default:
      return { least: count, most: null }
  }
}

function titleOfBibtex(text: string): string {
  const start = /\btitle\s{0,20}=\s{0,20}["{]{1,3}/i.exec(text)
  const rest = start === null ? '' : text.slice(start.index + start[0].length).slice(0, 420)
  const end = rest.search(/["}]\s{0,20}[,\n}]/)
  const title = end > 0 ? rest.slice(0, end) : undefined
  return (title ?? text).replace(/[{}()"|:=@,]/g, ' ')
}

function referenceInBibtex(text: string): PaperId | null {
  if (!BIBTEX.test(text)) return null
  const eprint = /\beprint\s*=\s*["{]\s*([^"}\s]{1,40})/i.exec(text)?.[1]
  return (eprint ? parsePaperReference(eprint)?.id : undefined) ?? null
}

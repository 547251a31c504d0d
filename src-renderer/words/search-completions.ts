// Owns how the operators of the search box complete themselves, and what each of them is for.
import { NameField } from '#contract/search.ts'
import { HAS_WORDS, IS_WORDS, tagSearch } from '#domain/search-query.ts'

/** Each operator as it is typed, with what it finds. */
export const OPERATORS: readonly (readonly [operator: string, meaning: string])[] = [
  ['title:', 'words of the title'],
  ['abstract:', 'words of the abstract'],
  ['author:', 'a name, or the beginning of one'],
  ['org:', 'the organization'],
  ['tag:', 'a tag of yours'],
  ['note:', 'words of your notes'],
  ['annotation:', 'words you marked, and comments on them'],
  ['pdf:', 'words of PDFs on disk'],
  ['keyword:', 'the source’s keywords'],
  ['category:', 'of arXiv, as cs.CL'],
  ['is:', 'inbox, later, read…'],
  ['has:', 'code, note, pdf…'],
  ['after:', 'since a day, a month, a year'],
  ['before:', 'until then'],
  ['on:', 'a day, a month, "last week"'],
  ['votes:>', 'more votes than'],
  ['stars:>', 'more stars on GitHub than'],
  ['comments:>', 'more comments than'],
]
const DATES: readonly string[] = ['today', 'yesterday', 'last-week', 'this-week', 'last-month', 'this-month', 'this-year', 'last-year']
const MOST = 8

export interface Completion {
  /** What is shown. */
  label: string
  hint: string
  /** The whole text of the box with it, and where the caret is then. */
  text: string
  caret: number
}

interface Token {
  /** Where the operator, or the word that may become one, begins. */
  start: number
  end: number
  /** In small letters; null: a word without a colon. */
  operator: string | null
  value: string
}

const TOKEN = /(?:^|[\s(])-?(?:([a-z]{2,12}):(?:"((?:[^"]|"")*)|([^\s"()]*))|([a-z]{2,12}))$/i

/** The operator, or the word, that ends at the caret. */
function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret)
  const found = TOKEN.exec(before)
  // a caret within a word is changing that word
  if (!found || /^[^\s()]/.test(text.slice(caret))) return null
  const [whole, operator, quoted, bare, word] = found
  const lead = /^[\s(]?-?/.exec(whole)?.[0].length ?? 0
  return {
    start: found.index + lead,
    end: caret,
    operator: operator?.toLowerCase() ?? null,
    value: operator === undefined ? (word ?? '').toLowerCase() : (quoted?.replaceAll('""', '"') ?? bare ?? ''),
  }
}

/** What has to be asked of the library to complete a name; null where nothing has. */
export function nameToComplete(text: string, caret: number): { field: NameField; text: string } | null {
  const token = tokenAt(text, caret)
  const field = NameField.safeParse(token?.operator === 'organization' ? 'org' : token?.operator === 'authors' ? 'author' : token?.operator)
  return token && field.success && token.value.trim() !== '' ? { field: field.data, text: token.value } : null
}

/** What the word at the caret may become; nothing while it is an ordinary word. `names`: those that `nameToComplete` asked for. */
export function searchCompletions(
  text: string,
  caret: number,
  { tags, names }: { tags: readonly { name: string; papers: number }[]; names: readonly { name: string; papers: number }[] },
): Completion[] {
  const token = tokenAt(text, caret)
  if (!token) return []
  const { operator, value } = token
  const typed = value.toLowerCase()
  if (operator === null) {
    const fitting = OPERATORS.filter(([name]) => name.startsWith(typed))
    return fitting.slice(0, MOST).map(([name, meaning]) => completed(text, token, name, meaning))
  }
  return valuesOf(operator, typed, tags, names)
    .filter(([known]) => known.toLowerCase() !== typed)
    .slice(0, MOST)
    .map(([known, hint]) => completed(text, token, `${operator === 'tag' ? tagSearch(known) : fieldSearch(operator, known)} `, hint))
}

/** Whether the text ends in an operator that is still being typed: what it finds so far is nothing to tell. */
export function isOperatorOpen(text: string, tags: readonly { name: string; papers: number }[]): boolean {
  const token = tokenAt(text, text.length)
  if (!token?.operator || !OPERATORS.some(([name]) => name.startsWith(`${token.operator}:`))) return false
  return /^[<>]?=?$/.test(token.value) || searchCompletions(text, text.length, { tags, names: [] }).length > 0
}

/** Words of a field are found whatever marks stand between them. */
function fieldSearch(field: string, words: string): string {
  const plain = words.replace(/["“”„]/g, '')
  return `${field}:${/[\s()]/.test(plain) ? `"${plain}"` : plain}`
}

function completed(text: string, { start, end }: Token, with_: string, hint: string): Completion {
  const rest = with_.endsWith(' ') ? text.slice(end).replace(/^ /, '') : text.slice(end)
  return { label: with_.trim(), hint, text: text.slice(0, start) + with_ + rest, caret: start + with_.length }
}

function valuesOf(
  operator: string,
  typed: string,
  tags: readonly { name: string; papers: number }[],
  names: readonly { name: string; papers: number }[],
): (readonly [string, string])[] {
  const beginning = (words: readonly string[]): (readonly [string, string])[] =>
    words.filter((word) => word.startsWith(typed)).map((word) => [word, ''])
  switch (operator) {
    case 'is':
      return beginning(IS_WORDS)
    case 'has':
      return beginning(HAS_WORDS)
    case 'after':
    case 'before':
    case 'on':
      return beginning(DATES)
    case 'tag': {
      const fitting = tags.filter(({ name }) => name.toLowerCase().includes(typed))
      const begins = ({ name }: { name: string }): number => (name.toLowerCase().startsWith(typed) ? 0 : 1)
      return fitting.toSorted((a, b) => begins(a) - begins(b) || b.papers - a.papers).map(({ name, papers }) => [name, String(papers)])
    }
    default:
      return names.map(({ name }) => [name, ''])
  }
}

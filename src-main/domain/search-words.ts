// Owns what becomes of a search when a part of it is taken away or added: the text of the box, never its meaning alone.
import { type ParsedSearch, SEARCH_FIELDS, type SearchSpan } from './search-query.ts'

/** Searches that are tried one after another. */
const MOST_TRIED = 8

interface Part {
  start: number
  end: number
}

/**
 * The same search asking for less, least less first: phrases as loose words, then without one of its operators, then without all of
 * them. Nothing for a search of plain words: those are relaxed by degrees anyway.
 */
export function lessAsked({ text, spans }: ParsedSearch): string[] {
  const operators = operatorsOf(text, spans)
  const tried = [
    loosened(text, spans),
    ...operators.toReversed().map((operator) => without(text, [operator])),
    ...(operators.length > 1 ? [without(text, operators)] : []),
  ]
  return [...new Set(tried.map(tidy))].filter((less) => less !== '' && less !== tidy(text)).slice(0, MOST_TRIED)
}

/** Operators with their values and the minus before them, and excluded words: those ask for more, as operators do. */
function operatorsOf(text: string, spans: readonly SearchSpan[]): Part[] {
  return spans.flatMap((span, at): Part[] => {
    const before = spans[at - 1]
    const after = spans[at + 1]
    if (span.kind === 'operator') {
      const start = before?.kind === 'not' && before.end === span.start ? before.start : span.start
      return [{ start, end: after?.kind === 'value' && after.start === span.end ? after.end : span.end }]
    }
    const isExcluded = span.kind === 'not' && (after?.kind === 'word' || after?.kind === 'phrase') && text[span.end] !== '('
    return isExcluded ? [{ start: span.start, end: after.end }] : []
  })
}

/** Phrases as words that may stand apart; in a field each word is looked for there. */
function loosened(text: string, spans: readonly SearchSpan[]): string {
  let loose = text
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const span = spans[at]
    if (!span || (span.kind !== 'phrase' && span.kind !== 'value') || spans[at - 1]?.kind === 'not') continue
    const written = text.slice(span.start, span.end)
    const words = written
      .replace(/["“”„]/g, ' ')
      .trim()
      .split(/\s+/)
    const operator = spans[at - 1]
    const name = span.kind === 'value' && operator ? text.slice(operator.start, operator.end) : ''
    const isField = name.toLowerCase() !== 'tag:' && SEARCH_FIELDS.some((field) => `${field}:` === name.toLowerCase())
    if (span.kind === 'phrase') loose = `${loose.slice(0, span.start)}${words.join(' ')}${loose.slice(span.end)}`
    else if (isField && words.length > 1) loose = `${loose.slice(0, span.start)}${words.join(` ${name}`)}${loose.slice(span.end)}`
  }
  return loose
}

function without(text: string, parts: readonly Part[]): string {
  let rest = text
  for (const { start, end } of parts.toSorted((a, b) => b.start - a.start)) rest = `${rest.slice(0, start)} ${rest.slice(end)}`
  return rest
}

/** Blanks folded; brackets with nothing in them and an OR with nothing beside it are gone. */
function tidy(text: string): string {
  let tidied = text.replace(/\s+/g, ' ').trim()
  for (let before = ''; before !== tidied;) {
    before = tidied
    tidied = tidied
      .replace(/-?\(\s*\)/g, ' ')
      .replace(/\(\s*OR\s+/g, '(')
      .replace(/ OR ?\)/g, ')')
      .replace(/^ ?OR | OR ?$/g, '')
      .replace(/\bOR\s+OR\b/g, 'OR')
      .replace(/\s+/g, ' ')
      .trim()
  }
  return tidied
}

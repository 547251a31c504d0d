// Owns the BibTeX and BibLaTeX exports: one entry a paper, for a bibliography that will be compiled.
import { paperLinks } from '#domain/paper.ts'
import { type TexSegment, tokenizeTex } from '#domain/tex.ts'
import type { ExportPaper } from './export.ts'
import { bracesPair, latexOfText } from './latex.ts'
import { venueOf } from './venue.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
/** As Crossref recommends to match them; what is none is left out. */
const DOI = /^10\.\d{4,9}\/\S+$/
const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV)$/

/**
 * arXiv's own form (arXiv help, "BibTeX and eprints"): `@misc` with eprint, archiveprefix and primaryclass.
 */
export function bibtexOf(papers: readonly ExportPaper[]): string {
  return papers.map((paper) => entry(paper, 'bibtex')).join('\n')
}

/** The same entries as `@online` with a whole date, `eprinttype` and `eprintclass` (biblatex manual, 2.1.1 and 3.14.7). UTF-8 is not needed. */
export function biblatexOf(papers: readonly ExportPaper[]): string {
  return papers.map((paper) => entry(paper, 'biblatex')).join('\n')
}

function entry(paper: ExportPaper, dialect: 'bibtex' | 'biblatex'): string {
  const isBibtex = dialect === 'bibtex'
  const published = paper.arxiv?.publishedAtMs ?? paper.publishedAtMs
  const date = published === null ? undefined : new Date(published)
  const links = paperLinks(paper.id)
  const fields: [name: string, value: string | undefined][] = [
    ['title', braced(titleOf(paper.title))],
    [
      'author',
      braced(
        paper.allAuthors
          .map((author) => nameOf(author.name))
          .filter((name) => name !== '')
          .join(' and '),
      ),
    ],
    ...datesOf(date, isBibtex),
    ['eprint', links === null ? undefined : braced(paper.id)],
    [isBibtex ? 'archiveprefix' : 'eprinttype', links === null ? undefined : isBibtex ? '{arXiv}' : '{arxiv}'],
    [isBibtex ? 'primaryclass' : 'eprintclass', braced(latexOfText(paper.arxiv?.primaryCategory ?? ''))],
    ['doi', braced(DOI.test(paper.arxiv?.doi ?? '') ? verbatim(paper.arxiv?.doi ?? '') : '')],
    ['url', links === null ? undefined : braced(verbatim(links.arxiv))],
    // an online entry of BibLaTeX has no place for it but the note
    ['howpublished', isBibtex ? braced(latexOfProse(venueOf(paper) ?? '')) : undefined],
    ['note', braced(noteOf(paper, isBibtex))],
    ['keywords', braced(paper.tags.map((tag) => latexOfText(tag.replaceAll(',', ' '))).join(', '))],
    ['abstract', braced(latexOfProse(paper.abstract))],
  ]
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(13)} = ${value}`]))
  return `@${isBibtex ? 'misc' : 'online'}{${paper.citationKey},\n${lines.join(',\n')}\n}\n`
}

function datesOf(date: Date | undefined, isBibtex: boolean): [name: string, value: string | undefined][] {
  if (date === undefined) return []
  if (!isBibtex) return [['date', `{${date.toISOString().slice(0, 10)}}`]]
  return [
    ['year', `{${date.getUTCFullYear()}}`],
    ['month', MONTHS[date.getUTCMonth()]],
  ]
}

function braced(value: string): string | undefined {
  return value.trim() === '' ? undefined : `{${value}}`
}

/** A style may set a title in lower case: what must keep its capitals stands in braces of its own. */
function titleOf(title: string): string {
  return tokenizeTex(title)
    .map((segment) =>
      segment.kind === 'text' ? segment.text.replace(/[^\s-]+|-/g, protectedWord).replace(/\s+/g, ' ') : `{${latexOfSegment(segment)}}`,
    )
    .join('')
}

function protectedWord(word: string): string {
  const latex = latexOfText(word)
  return /.\p{Lu}/u.test(word.replace(/^[^\p{L}\p{N}]+/u, '')) || /^(?!A$)\p{Lu}[:,.;?!]?$/u.test(word) ? `{${latex}}` : latex
}

function latexOfProse(text: string): string {
  return tokenizeTex(text).map(latexOfSegment).join('').replace(/\s+/g, ' ').trim()
}

function latexOfSegment(segment: TexSegment): string {
  switch (segment.kind) {
    case 'text':
      return latexOfText(segment.text)
    case 'emphasis':
      return `\\emph{${latexOfText(segment.text)}}`
    case 'strong':
      return `\\textbf{${latexOfText(segment.text)}}`
    case 'code':
      return `\\texttt{${latexOfText(segment.text)}}`
    case 'link':
      return segment.text === segment.url
        ? `\\url{${verbatim(segment.url)}}`
        : `${latexOfText(segment.text)} (\\url{${verbatim(segment.url)}})`
    case 'math':
      return latexOfMath(segment.tex, segment.source)
  }
}

/** Math as it was written; where its braces do not pair, `\{` becomes a word, and what still does not pair is shown as text. */
function latexOfMath(tex: string, source: string): string {
  const candidates = [tex, tex.replaceAll('\\{', '\\lbrace ').replaceAll('\\}', '\\rbrace ')]
  const pairing = candidates.find((candidate) => bracesPair(candidate) && !/(?<!\\)\$/.test(candidate))
  return pairing === undefined ? latexOfText(source) : `$${pairing.trim()}$`
}

/**
 * A name whose parts BibTeX would tell apart wrongly (a team, a comma, an `and`) stands in braces. Braces of its own are left out: no name has
 * any, and biber makes initials of a half of them, which LaTeX does not set.
 */
function nameOf(name: string): string {
  const parts = words(name.replace(/[{}]/g, ''))
  const latex = latexOfText(parts.join(' '))
  const last = parts.at(-1) ?? ''
  if (parts.length > 2 && SUFFIX.test(last))
    return `${latexOfText(parts.at(-2) ?? '')}, ${last}, ${latexOfText(parts.slice(0, -2).join(' '))}`
  const oneUnit =
    parts.length === 1 ||
    name.includes(',') ||
    parts.some((part) => /^(?:and|others|of|for)$/i.test(part)) ||
    /\b(?:Team|Group|Lab|Labs|Collaboration|Consortium)$/i.test(name)
  return oneUnit && latex !== '' ? `{${latex}}` : latex
}

function noteOf(paper: ExportPaper, isBibtex: boolean): string {
  if (paper.sample) return 'A sample entry, written for Dogear'
  return [isBibtex ? null : paper.arxiv?.journalRef, paper.arxiv?.comment].flatMap((text) => (text ? [latexOfProse(text)] : [])).join('. ')
}

/** Addresses and DOIs are read as they stand; only what would break the field itself is written as a percent code. */
function verbatim(text: string): string {
  return text.replace(/[\s{}\\$%\u0000-\u001f]/g, encodeURIComponent)
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

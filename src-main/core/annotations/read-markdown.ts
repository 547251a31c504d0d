// Owns Markdown of marks on its way in, as `markdown.ts` writes it and as it stands in a vault: words, comment and tags of each.
import { parseDogearLink } from '#domain/dogear-link.ts'
import type { ReadWebAnnotations } from './web-annotation.ts'

/** The line below each mark: what it is, and the link to it. */
const FACTS = /^\[((?:[^\\\]]|\\.)*)\]\((dogear:\/\/[^\s()]+)\)$/
const PAGE = /^#{1,6} Page \S/
const PICTURE = /^!\[area\]\(<[^>]*>\)$/

/** Null for a text without a mark in it. A mark without words (an area, a drawing) has no place that could be found again: it counts as unreadable. */
export function readMarksMarkdown(text: string): ReadWebAnnotations | null {
  const read: ReadWebAnnotations = { marks: [], quotes: [], unreadable: 0 }
  let above: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, facts = '', address = ''] = FACTS.exec(line) ?? []
    const link = parseDogearLink(address)
    if (!link?.annotation) {
      above.push(line)
      continue
    }
    // what stands before the first page is the paper's; later a heading stands right below the mark before it
    const isFirst = read.quotes.length + read.unreadable === 0
    const heading = isFirst
      ? above.findIndex((each, at) => PAGE.test(each) && firstWords(above.slice(at + 1), /^>/) >= 0)
      : firstWords(above, PAGE)
    const { words, comment } = partsOf(above.slice(heading + 1))
    above = []
    if (words.trim() === '') read.unreadable += 1
    else read.quotes.push({ exact: words, prefix: '', suffix: '', comment, tags: tagsOf(facts), key: link.annotation, createdAtMs: null })
  }
  return read.quotes.length + read.unreadable === 0 ? null : read
}

/** Where the first line with words in it stands, if it is of this kind; else -1. */
function firstWords(lines: readonly string[], kind: RegExp): number {
  const first = lines.findIndex((line) => line.trim() !== '')
  return kind.test(lines[first] ?? '') ? first : -1
}

function partsOf(lines: readonly string[]): { words: string; comment: string } {
  const start = lines.findIndex((line) => line.trim() !== '')
  const block = lines.slice(Math.max(0, start))
  const end = block.findIndex((line) => !line.startsWith('>'))
  const quoted = block.slice(0, end === -1 ? block.length : end)
  const rest = block.slice(quoted.length)
  const picture = firstWords(rest, PICTURE)
  return {
    words: quoted.map((line) => unescaped(line.replace(/^> ?/, ''))).join('\n'),
    comment: rest
      .slice(picture + 1)
      .join('\n')
      .trim(),
  }
}

function tagsOf(facts: string): string[] {
  return facts
    .split(' · ')
    .filter((fact) => fact.startsWith('#'))
    .map((fact) => unescaped(fact.slice(1)).slice(0, 80))
    .filter((tag) => tag !== '')
    .slice(0, 50)
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_[\]<>#+.)-])/g, '$1')
}

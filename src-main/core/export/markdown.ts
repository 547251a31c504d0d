// Owns the Markdown export: a reading list by state, each paper with its facts and the reader's note.
import { STATE_TITLES, type PaperState } from '#domain/marks.ts'
import { paperLinks } from '#domain/paper.ts'
import type { ExportPaper } from './export.ts'
import { trimmedEnd } from '#domain/trimmed.ts'

/** What the reader kept comes first. */
const STATE_ORDER: readonly PaperState[] = ['shortlist', 'later', 'inbox', 'archive', 'dismissed']
const MAX_AUTHORS = 8

/** One heading a state that has papers; inside, the order given. A note is a quotation, so that its headings and fences stay its own. */
export function markdownOf(papers: readonly ExportPaper[]): string {
  const sections = STATE_ORDER.map((state) => ({ state, inState: papers.filter((paper) => paper.state === state) })).filter(
    (section) => section.inState.length > 0,
  )
  const body = sections.map(({ state, inState }) => `## ${STATE_TITLES[state]} (${inState.length})\n\n${inState.map(entry).join('\n')}`)
  return `# Papers\n\n${body.length === 0 ? 'No papers.\n' : body.join('\n')}`
}

function entry(paper: ExportPaper): string {
  const links = paperLinks(paper.id)
  const title = escapeMarkdown(paper.title)
  const lines = [`### ${links === null ? title : `[${title}](${links.arxiv})`}`, '', facts(paper), '']
  const addresses = [
    ...(links === null ? [] : [`<${links.pdf}>`, `<${links.huggingFace}>`]),
    ...[paper.codeUrl, paper.projectUrl].filter((url) => url !== null).map(autolink),
  ]
  if (addresses.length > 0) lines.push(addresses.join(' · '), '')
  if (paper.note !== null && paper.note !== '') lines.push(quoted(paper.note), '')
  return lines.join('\n')
}

function facts(paper: ExportPaper): string {
  const names = paper.allAuthors.map((author) => author.name)
  const authors = names.length > MAX_AUTHORS ? [...names.slice(0, MAX_AUTHORS), `+${names.length - MAX_AUTHORS}`] : names
  const parts = [
    escapeMarkdown(authors.join(', ')),
    escapeMarkdown(paper.organization ?? ''),
    paper.day ?? '',
    paper.sample ? 'sample entry' : paper.id,
    `${paper.votes} votes`,
    ...paper.tags.map((tag) => escapeMarkdown(`#${tag.replaceAll(' ', '-')}`)),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

/** A `$` opens math before a character and closes it after one, with no digit behind: money is text (Pandoc, `tex_math_dollars`). */
const MATH = /(\$(?![\s$])[^$]*[^\s$]\$(?!\d)|\$[^\s$]\$(?!\d))/

/** Outside of math every character that Markdown or HTML could act on gets a backslash. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .split(MATH)
    .map((part, index) =>
      index % 2 === 1 ? part.replaceAll('<', '\\lt ').replaceAll('>', '\\gt ') : part.replace(/[\\`*_[\]<>#|~&$]/g, '\\$&'),
    )
    .join('')
    .replace(/^([-+=]|\d+(?=[.)]\s))/, '\\$1')
    .replace(/^\\(\d+)/, '$1\\')
}

function autolink(url: string): string {
  return `<${url.replace(/[\s<>]/g, encodeURIComponent)}>`
}

function quoted(note: string): string {
  return trimmedEnd(note.replace(/\r\n?/g, '\n'), '\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

// Owns the Markdown of notes: CommonMark with tables, web addresses, math and [[paper links]]; raw HTML is plain text.
import MarkdownIt, { type Token } from 'markdown-it'
import { parseDogearLink } from '#domain/dogear-link.ts'
import { noteImageOf } from '#domain/picture.ts'
import { webAddress } from '#domain/tex-commands.ts'
import { readDelimited, readDollar } from '#domain/tex-math.ts'
import { openPage, type TexPage } from '#domain/tex-page.ts'

/** What a `formula` token carries in its `meta`. */
export type FormulaMeta = {
  tex: string
  display: boolean
}

const newParser = () => new MarkdownIt('default', { html: false, linkify: true, typographer: false, breaks: false })
const notes = newParser()
const papers = newParser()

// Only web pages: what is no http(s) address stays text.
notes.validateLink = (url) =>
  (/^https?:\/\//i.test(url.trim()) && webAddress(url.trim()) !== null) ||
  parseDogearLink(url.trim()) !== undefined ||
  noteImageOf(url.trim()) !== null
// a paper's own text has links to its sections and pictures: they are read as such, and only web pages become links
papers.validateLink = () => true

type InlineRule = Parameters<typeof notes.inline.ruler.before>[2]
type BlockRule = Parameters<typeof notes.block.ruler.before>[2]

const inlineMath: InlineRule = (state, silent) => {
  const sign = state.src[state.pos]
  if (sign !== '$' && sign !== '\\') return false
  const page = pageOf(state.env, state.src)
  const reading = sign === '$' ? readDollar(page, state.pos) : readDelimited(page, state.pos)
  if (reading?.what !== 'math' || reading.end > state.posMax) return false
  if (!silent) pushFormula(state.push('formula', '', 0), state.src.slice(state.pos, reading.end), reading)
  state.pos = reading.end
  return true
}

/** Braces and dollars of one text are found once; a parse has a handful of texts, one after the other. */
function pageOf(env: { [key: string]: unknown }, text: string): TexPage {
  const known = env['texPage'] as TexPage | undefined
  if (known?.text === text) return known
  const page = openPage(text)
  env['texPage'] = page
  return page
}

function pushFormula(token: Token, source: string, meta: FormulaMeta): void {
  token.content = source
  token.meta = { tex: meta.tex, display: meta.display } satisfies FormulaMeta
}

const PAPER_LINK_END = /\]\]/g

const paperLink: InlineRule = (state, silent) => {
  if (!state.src.startsWith('[[', state.pos)) return false
  const end = pageOf(state.env, state.src).find(PAPER_LINK_END, state.pos + 2)
  const inner = end < 0 || end - state.pos > 400 ? '' : state.src.slice(state.pos + 2, end)
  if (inner.trim() === '' || inner.includes('\n') || inner.includes('[[') || end + 2 > state.posMax) return false
  if (!silent) state.push('paper_link', '', 0).content = inner.trim()
  state.pos = end + 2
  return true
}

const FENCES: readonly { starts: RegExp; ends: RegExp }[] = [
  { starts: /^\$\$/, ends: /\$\$\s*$/ },
  { starts: /^\\\[/, ends: /\\\]\s*$/ },
  { starts: /^\\begin\{(?:equation|align|gather|multline|eqnarray)\*?\}/, ends: /\\end\{[a-z]+\*?\}\s*$/ },
]
const MOST_LINES = 200

/** Display math that stands alone, so that its lines are not read as lists and headings. */
const blockMath: BlockRule = (state, startLine, endLine, silent) => {
  const lineAt = (line: number): string => state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
  const first = lineAt(startLine)
  const fence = FENCES.find(({ starts }) => starts.test(first))
  if (!fence || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const lastLine = Math.min(endLine, startLine + MOST_LINES)
  for (let line = startLine; line < lastLine; line++) {
    const text = lineAt(line)
    if (line > startLine && (text.trim() === '' || (state.sCount[line] ?? 0) < state.blkIndent)) return false
    if (!fence.ends.test(line === startLine ? text.slice(2) : text)) continue
    const source = state.getLines(startLine, line + 1, state.blkIndent, false).trim()
    const page = openPage(source)
    const reading = source.startsWith('$') ? readDollar(page, 0) : readDelimited(page, 0)
    if (reading?.what !== 'math' || reading.end !== source.length) return false
    if (!silent) {
      const token = state.push('formula', '', 0)
      token.block = true
      token.map = [startLine, line + 1]
      pushFormula(token, source, { tex: reading.tex, display: true })
      state.line = line + 1
    }
    return true
  }
  return false
}

for (const parser of [notes, papers]) {
  parser.inline.ruler.before('escape', 'formula', inlineMath)
  parser.block.ruler.before('fence', 'formula', blockMath, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
}
notes.inline.ruler.before('link', 'paper_link', paperLink)

/** The tokens of a note, or of the text of a paper, which has no `[[paper links]]`; `formula` and `paper_link` beside markdown-it's own. */
export function parseMarkdown(text: string, kind: 'note' | 'paper' = 'note'): Token[] {
  return (kind === 'note' ? notes : papers).parse(text, {})
}

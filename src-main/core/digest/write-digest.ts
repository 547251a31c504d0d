// Owns a digest as words: plain text, Markdown, and HTML that any mail program shows.
import { type Digest, DIGEST_SECTION_TITLES, type DigestPaper } from '#domain/digest.ts'

const EMPTY = 'Nothing new since the last digest.'
const LINE_WIDTH = 76

/** Opens the paper in Dogear, where that is installed. */
export function dogearLink(id: string): string {
  return `dogear://paper/${id}`
}

function facts({ authors, organization, votes, rise, why }: DigestPaper): string[] {
  const counted = rise === null ? `${votes} vote${votes === 1 ? '' : 's'}` : `${votes} votes, ${rise} more than at the last digest`
  return [authors, organization ?? '', counted, why ?? ''].filter((part) => part !== '')
}

function moreWords(more: number): string {
  return `and ${more} more`
}

/** At most 76 characters a line, but for words that are longer. */
export function digestText({ title: heading, sections }: Digest): string {
  const blocks = sections.map(({ name, papers, more }) => {
    const entries = papers.map((paper) =>
      [
        wrapped(paper.title, '* ', '  '),
        wrapped(facts(paper).join(' · '), '  ', '  '),
        ...(paper.summary === '' ? [] : [wrapped(paper.summary, '  ', '  ')]),
        ...(paper.url === null ? [] : [`  ${paper.url}`]),
        `  ${dogearLink(paper.id)}`,
      ].join('\n'),
    )
    const title = DIGEST_SECTION_TITLES[name].toUpperCase()
    return [title, ...entries, ...(more > 0 ? [`  ${moreWords(more)}`] : [])].join('\n\n')
  })
  return `${[wrapped(heading, '', ''), ...(blocks.length === 0 ? [EMPTY] : blocks)].join('\n\n\n')}\n`
}

function wrapped(text: string, first: string, rest: string): string {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line)
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}

export function digestMarkdown({ title: heading, sections }: Digest): string {
  const blocks = sections.map(({ name, papers, more }) => {
    const entries = papers.map((paper) => {
      const title = paper.url === null ? `**${escaped(paper.title)}**` : `[${escaped(paper.title)}](${paper.url})`
      const lines = [`- ${title} ([in Dogear](${dogearLink(paper.id)}))`, `  ${facts(paper).map(escaped).join(' · ')}`]
      return [...lines, ...(paper.summary === '' ? [] : ['', `  ${escaped(paper.summary)}`])].join('\n')
    })
    return [`## ${DIGEST_SECTION_TITLES[name]}`, ...entries, ...(more > 0 ? [moreWords(more)] : [])].join('\n\n')
  })
  return `${[`# ${escaped(heading)}`, ...(blocks.length === 0 ? [EMPTY] : blocks)].join('\n\n')}\n`
}

function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&$]/g, '\\$&')
}

const INK = '#1c1b19'
const QUIET = '#5b5852'
const RULE = '#dedad2'
const FACE = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/**
 * One column of at most 600 pixels, styled inline, no picture and nothing from outside. Mail programs that know dark
 * colours get them; the others show it light.
 */
export function digestHtml({ title: heading, sections }: Digest): string {
  const body = sections.map(({ name, papers, more }) => {
    const rest = more > 0 ? `<p class="quiet" style="margin:0 0 20px;font-size:13px;color:${QUIET}">${moreWords(more)}</p>` : ''
    return `<h2 class="rule" style="margin:28px 0 14px;padding-top:18px;border-top:1px solid ${RULE};font-size:13px;font-weight:600;letter-spacing:.02em">${html(DIGEST_SECTION_TITLES[name])}</h2>
${papers.map(htmlPaper).join('\n')}${rest}`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${html(heading)}</title>
<style>
@media (prefers-color-scheme: dark) {
  body, .page { background: #1b1a18 !important; color: #ebe8e1 !important }
  .quiet { color: #aaa59b !important }
  .rule { border-color: #3a3833 !important }
  a { color: #ebe8e1 !important }
}
</style>
</head>
<body style="margin:0;background:#ffffff;color:${INK};font-family:${FACE}">
<div class="page" style="max-width:600px;margin:0 auto;padding:24px 18px 36px;overflow-wrap:anywhere">
<h1 style="margin:0;font-size:20px;line-height:27px;font-weight:600">${html(heading)}</h1>
${body.length === 0 ? `<p style="margin:24px 0;font-size:15px">${EMPTY}</p>` : body.join('\n')}
</div>
</body>
</html>
`
}

function htmlPaper(paper: DigestPaper): string {
  const title = html(paper.title)
  const link = html(paper.url ?? dogearLink(paper.id))
  const summary = paper.summary === '' ? '' : `\n<p style="margin:5px 0 0;font-size:14px;line-height:21px">${html(paper.summary)}</p>`
  return `<div style="margin:0 0 22px">
<p style="margin:0;font-size:16px;line-height:22px;font-weight:600"><a href="${link}" style="color:${INK};text-decoration:none">${title}</a></p>
<p class="quiet" style="margin:3px 0 0;font-size:13px;line-height:19px;color:${QUIET}">${facts(paper).map(html).join(' · ')} · <a class="quiet" href="${html(dogearLink(paper.id))}" style="color:${QUIET};white-space:nowrap">Open in Dogear</a></p>${summary}
</div>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function html(text: string): string {
  // characters that no HTML may hold, and those that turn the direction of what follows
  const clean = text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g, ' ')
  return clean.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

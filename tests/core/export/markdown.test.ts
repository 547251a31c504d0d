// Owns the facts about the Markdown export, rendered with another program.
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { markdownOf } from '#core/export/markdown.ts'
import { awkwardTexts, exportPaper } from './papers-to-export.ts'

const render = (text: string): string => new MarkdownIt({ html: true, linkify: false }).render(text)
const count = (html: string, tag: string): number => html.split(`<${tag}>`).length - 1

describe('the Markdown export', () => {
  it('says so when there is nothing', () => {
    expect(markdownOf([])).toBe('# Papers\n\nNo papers.\n')
  })

  it('has a heading a state, what was kept first, papers in the order given', () => {
    const text = markdownOf([
      exportPaper({ id: '2608.00001', title: 'Archived', state: 'archive' }),
      exportPaper({ id: '2608.00002', title: 'Later, second', state: 'later' }),
      exportPaper({ id: '2608.00003', title: 'Later, third', state: 'later' }),
      exportPaper({ id: '2608.00004', title: 'Chosen', state: 'shortlist' }),
    ])
    expect(text.match(/^#+ .*$/gm)).toEqual([
      '# Papers',
      '## Shortlist (1)',
      '### [Chosen](https://arxiv.org/abs/2608.00004)',
      '## Later (2)',
      '### [Later, second](https://arxiv.org/abs/2608.00002)',
      '### [Later, third](https://arxiv.org/abs/2608.00003)',
      '## Archive (1)',
      '### [Archived](https://arxiv.org/abs/2608.00001)',
    ])
  })

  it('keeps a note with headings, fences and math inside its own quotation', () => {
    const note = '# Mine\r\n\n```\nopen fence\n$a_1 < b$'
    const text = markdownOf([exportPaper({ note }), exportPaper({ id: '2608.00002', title: 'The next' })])
    expect(text).toContain('> # Mine\n>\n> ```\n> open fence\n> $a_1 < b$\n')
    const html = render(text)
    expect(count(html, 'blockquote')).toBe(1)
    expect(count(html, 'h3')).toBe(2)
  })

  it('leaves math in a title as it is', () => {
    expect(markdownOf([exportPaper({ title: 'On $\\ell_2^*$ and [x]' })])).toContain('### [On $\\ell_2^*$ and \\[x\\]](')
  })

  it('names a sample and gives it no link', () => {
    expect(markdownOf([exportPaper({ id: 'sample-01', sample: true })])).toContain(
      '### Folding the corner\n\nAda Quill · 2026-08-21 · sample entry',
    )
  })

  it.each(awkwardTexts)('shows %j as text', (awkward) => {
    const html = render(
      markdownOf([
        exportPaper({
          title: awkward,
          organization: awkward,
          tags: [awkward],
          allAuthors: [{ name: awkward }],
          projectUrl: `https://example.org/${awkward}`,
        }),
      ]),
    )
    expect(count(html, 'h3')).toBe(1)
    expect(count(html, 'ul') + count(html, 'ol') + count(html, 'blockquote') + count(html, 'script') + count(html, 'b')).toBe(0)
  })
})

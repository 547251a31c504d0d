// Owns the text that stands in for a paper's own: the same for the Markdown and for the PDF, made from its record.
import type { ArxivEntry } from './arxiv-records.ts'

export interface MadeSection {
  heading: string
  paragraphs: string[]
}

const HEADINGS = ['Introduction', 'Related work', 'Method', 'Experiments', 'Limits', 'Conclusion'] as const
const SENTENCES = [
  'This page was made for a test and stands in for the real text.',
  'We write $x_t = f_\\theta(x_{t-1}) + \\epsilon$ with $\\epsilon \\sim \\mathcal{N}(0, \\sigma^2)$ and keep $\\theta$ fixed.',
  'The kettle was filled, the logs were read, and the second run agreed with the first.',
  'Every figure below was drawn twice, once by hand, to see whether the axis was honest.',
  'A reader in a hurry may skip to the last section and lose only the jokes.',
  'The bound $\\sum_{i=1}^{n} w_i \\le \\frac{1}{2}\\log n$ holds whenever the harbour is calm.',
  'What failed is listed next to what worked, in the same size of type.',
  'Results are the mean of five seeds; the worst seed is named and thanked.',
]

export function madeSections(entry: ArxivEntry | undefined): MadeSection[] {
  const abstract = entry?.abstract.replace(/\s+/g, ' ').trim() ?? 'A paper without a record.'
  return HEADINGS.map((heading, at) => ({
    heading,
    paragraphs: Array.from({ length: 5 }, (_, paragraph) =>
      at === 0 && paragraph === 0
        ? abstract
        : Array.from({ length: 6 }, (__, sentence) => SENTENCES[(at * 3 + paragraph * 5 + sentence) % SENTENCES.length]).join(' '),
    ),
  }))
}

export function madeMarkdown(entry: ArxivEntry): string {
  const authors = entry.authors.map((author) => author.name).join(', ')
  const sections = madeSections(entry).map(({ heading, paragraphs }, at) => `## ${at + 1} ${heading}\n\n${paragraphs.join('\n\n')}\n`)
  return [
    `# ${entry.title.replace(/\s+/g, ' ')}\n`,
    `${authors}\n`,
    `## Abstract\n\n${entry.abstract.replace(/\s+/g, ' ').trim()}\n`,
    ...sections,
  ].join('\n')
}

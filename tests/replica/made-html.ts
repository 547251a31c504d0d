// Owns the HTML that stands in for arXiv's own (LaTeXML): sections, math with its TeX beside it, figures, and what a page should not hold.
import type { ArxivEntry } from './arxiv-records.ts'
import { madeSections } from './made-text.ts'
import { escapeMarkup } from './reply.ts'

/** Inline `$…$` becomes `<math alttext="…">`, as LaTeXML writes it. */
function withMath(text: string): string {
  return text
    .split(/\$([^$]+)\$/)
    .map((part, at) =>
      at % 2 === 0
        ? escapeMarkup(part)
        : `<math alttext="${escapeMarkup(part)}" class="ltx_Math" display="inline"><semantics><mi>x</mi><annotation encoding="application/x-tex">${escapeMarkup(part)}</annotation></semantics></math>`,
    )
    .join('')
}

export function madeHtml(entry: ArxivEntry): string {
  const sections = madeSections(entry).map(
    ({ heading, paragraphs }, at) => `<section id="S${at + 1}" class="ltx_section">
<h2 class="ltx_title ltx_title_section"><span class="ltx_tag ltx_tag_section">${at + 1} </span>${escapeMarkup(heading)}</h2>
${paragraphs.map((paragraph) => `<div class="ltx_para"><p class="ltx_p">${withMath(paragraph)}</p></div>`).join('\n')}
</section>`,
  )
  return `<!DOCTYPE html><html lang="en"><head><title>${escapeMarkup(entry.title)}</title><script src="/static/addons.js"></script></head>
<body onload="steal()"><nav class="ltx_page_navbar"><a href="#S1">Contents of the page</a></nav>
<div class="ltx_page_main"><div class="ltx_page_content"><article class="ltx_document">
<h1 class="ltx_title ltx_title_document">${escapeMarkup(entry.title.replace(/\s+/g, ' '))}</h1>
<div class="ltx_authors">${escapeMarkup(entry.authors.map((author) => author.name).join(', '))}</div>
${sections.join('\n')}
<figure id="F1" class="ltx_figure"><img src="extracted/figure.png" onerror="steal()" alt="A made figure"><figcaption>Figure 1: drawn twice.</figcaption></figure>
<p class="ltx_p"><a href="javascript:steal()">a trap</a> <a href="https://example.org/page">a page</a> <iframe src="https://example.org/"></iframe></p>
<table class="ltx_tabular"><tr><td class="ltx_td">run</td><td class="ltx_td">mean</td></tr><tr><td class="ltx_td">one</td><td class="ltx_td">0.5</td></tr></table>
</article></div></div><script>steal()</script></body></html>
`
}

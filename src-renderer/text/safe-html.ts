// Owns making arXiv's HTML safe to show: nothing in it loads, runs or looks like the program's own; math is set by KaTeX.
import DOMPurify, { type Config } from 'dompurify'
import 'katex/dist/katex.min.css'
import { mathHtml } from './math-html.ts'

const CONFIG = {
  ALLOWED_TAGS:
    'section div p span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd em strong b i u s sub sup a blockquote cite q pre code figure figcaption table caption thead tbody tfoot tr th td br hr'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['id', 'href', 'colspan', 'rowspan', 'data-tex', 'data-display', 'data-aside', 'data-centred'],
  // their values lead nowhere, so that they are no addresses
  ADD_URI_SAFE_ATTR: ['id', 'colspan', 'rowspan', 'data-tex', 'data-display', 'data-aside', 'data-centred'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // ids and names can't stand in the way of the window's own
  SANITIZE_NAMED_PROPS: true,
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|#)/i,
  FORBID_CONTENTS: ['script', 'style', 'nav', 'iframe', 'svg', 'object', 'form', 'button', 'noscript', 'template'],
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config

/** What `SANITIZE_NAMED_PROPS` puts before every id. */
const ID_PREFIX = 'user-content-'
/** Longer than this nothing holds up the keys. */
const SLICE_MS = 8

/** The article of a page, as elements that were never part of a document that loads. Rejects with the signal's reason. */
export async function safePaper(html: string, { signal }: { signal: AbortSignal }): Promise<DocumentFragment> {
  // a document of a parser runs nothing and loads nothing
  const page = new DOMParser().parseFromString(withoutHandlers(html), 'text/html')
  const article = page.querySelector('article') ?? page.body
  for (const math of article.querySelectorAll('math')) math.replaceWith(formulaOf(page, math))
  for (const image of article.querySelectorAll('img, svg, picture, object')) image.replaceWith(insteadOf(page, image))
  for (const link of article.querySelectorAll('a[href]')) stayInside(link)
  for (const centred of article.querySelectorAll('.ltx_equation, .ltx_equationgroup')) centred.setAttribute('data-centred', '')
  const safe = DOMPurify.sanitize(article, CONFIG)
  await setFormulas(safe, signal)
  return safe
}

/** DOMPurify takes them away in any case; this only keeps the window's policy from being asked about each. */
function withoutHandlers(html: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\son(?=[a-z]+\s*=)/gi, ' data-on'))
}

/** Where an inside link leads. */
export function placeOfLink(root: HTMLElement, href: string): HTMLElement | null {
  const id = href.startsWith('#') ? decoded(href.slice(1)) : ''
  return id === '' ? null : root.querySelector<HTMLElement>(`#${CSS.escape(ID_PREFIX + id)}`)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function formulaOf(page: Document, math: Element): HTMLElement {
  const tex = math.getAttribute('alttext') ?? math.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? ''
  const span = page.createElement('span')
  span.setAttribute('data-tex', tex)
  span.setAttribute('data-display', math.getAttribute('display') === 'block' ? 'block' : 'inline')
  span.textContent = tex === '' ? (math.textContent ?? '') : tex
  return span
}

/** A picture would be a request to somebody; the PDF has it. */
function insteadOf(page: Document, image: Element): HTMLElement {
  const words = image.getAttribute('alt')?.trim() ?? ''
  const span = page.createElement('span')
  span.setAttribute('data-aside', '')
  span.textContent = words === '' || words === 'Refer to caption' ? 'A picture: see the PDF.' : `A picture: ${words}. See the PDF.`
  return span
}

/** `https://arxiv.org/html/2611.00001v2#S3` is a place of this very text. */
function stayInside(link: Element): void {
  const href = link.getAttribute('href') ?? ''
  const inside = /^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/html\/[^#]+(#.+)$/i.exec(href)
  if (inside?.[1]) link.setAttribute('href', inside[1])
}

async function setFormulas(fragment: DocumentFragment, signal: AbortSignal): Promise<void> {
  let begun = performance.now()
  for (const span of fragment.querySelectorAll<HTMLElement>('span[data-tex]')) {
    const tex = span.dataset['tex'] ?? ''
    const set = tex === '' ? null : mathHtml(tex.replace(/^\\displaystyle\s*/, ''), span.dataset['display'] === 'block')
    // KaTeX's own markup, which trusts nothing of the formula
    if (set !== null) span.innerHTML = set
    if (performance.now() - begun < SLICE_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
    begun = performance.now()
  }
}

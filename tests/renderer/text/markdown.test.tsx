// Owns the facts about a note as it reads: what Markdown it knows, and that nothing in it can run or ask for a page.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Markdown } from '#renderer/text/markdown.tsx'

const raw = String.raw
const ignore = (): void => {}

function html(text: string): string {
  const markup = renderToStaticMarkup(<Markdown text={text} onOpenUrl={ignore} onOpenPaper={ignore} />)
  return markup.replace(/ class="(?!katex)[^"]*"/g, '').replace(/^<div>([\s\S]*)<\/div>$/, '$1')
}

describe('a note', () => {
  test.each([
    [
      '# Head\n\ntext *soft* **loud** ~~gone~~ `code`',
      '<h1>Head</h1><p>text <em>soft</em> <strong>loud</strong> <s>gone</s> <code>code</code></p>',
    ],
    ['- a\n- b\n  - c', '<ul><li><span>a</span></li><li><span>b</span><ul><li><span>c</span></li></ul></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li><span>a</span></li><li><span>b</span></li></ol>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['```js\na < b\n```', '<pre><code>a &lt; b\n</code></pre>'],
    ['a  \nb\nc', '<p>a<br/>b\nc</p>'],
    [
      '| a | b |\n|:-:|---|\n| 1 | 2 |',
      '<table><thead><tr><th style="text-align:center">a</th><th>b</th></tr></thead><tbody><tr><td style="text-align:center">1</td><td>2</td></tr></tbody></table>',
    ],
    ['---', '<hr/>'],
    ['', ''],
  ])('reads %j', (text, expected) => expect(html(text)).toBe(expected))

  test('links web addresses, written out or bare', () => {
    const markup = html('[a](https://a.example/x "title") and https://b.example and c@d.example')
    expect([...markup.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual(['https://a.example/x', 'https://b.example'])
  })

  test('links papers by identifier, address or title', () => {
    expect(html('see [[2401.12345]], [[A title *with* stars]] and [[2401.12345|that one]]')).toBe(
      '<p>see <span role="link" tabindex="0">2401.12345</span>, <span role="link" tabindex="0">A title *with* stars</span> and <span role="link" tabindex="0">that one</span></p>',
    )
    expect(html('`[[2401.12345]]` and [[]] and [[a\nb]]')).not.toContain('role="link"')
  })

  test('sets math inline, alone and over several lines', () => {
    expect(html('so $x^2$ and \\(y\\) here')).toMatch(/^<p>so <span><span class="katex">.*<\/p>$/)
    expect(html('$$\na\n- b\n= c\n$$\n\nafter')).toMatch(/katex-display[\s\S]*<p>after<\/p>$/)
    expect(html(raw`\begin{align*}a&=b\\c&=d\end{align*}`)).toContain('katex-display')
    expect(html(raw`> $$x$$`)).toContain('katex-display')
  })

  test('leaves money, code and broken math as they are written', () => {
    expect(html('$5 and $10')).toBe('<p>$5 and $10</p>')
    expect(html('`$x$`')).toBe('<p><code>$x$</code></p>')
    expect(html(raw`$\nowhere$`)).toBe(raw`<p><span>$\nowhere$</span></p>`)
    expect(html('$$\nnever closed')).toBe('<p>$$\nnever closed</p>')
  })

  test('shows an image elsewhere as a link and asks for nothing', () => {
    const markup = html('![a chart](https://a.example/x.png) ![](data:image/png;base64,AAAA)')
    expect(markup).not.toMatch(/<img|src=/)
    expect(markup).toContain('href="https://a.example/x.png"')
  })
})

describe('a hostile note', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x) [y](file:///etc/passwd) [z](dogear://x)',
    '[x](https://a.example" onclick="alert(1))',
    '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
    '![x](javascript:alert(1))',
    '![x" onerror="alert(1)](https://a.example/x.png)',
    '<https://a.example/"onclick="alert(1)>',
    '<javascript:alert(1)>',
    '[[<img src=x onerror=alert(1)>]]',
    '[[javascript:alert(1)]]',
    '```"><script>\nalert(1)\n```',
    '| <script> |\n|---|\n| <img onerror=x> |',
    raw`$\href{javascript:alert(1)}{x}$ $\htmlStyle{background:url(https://a.example)}{x}$`,
    '[x]: javascript:alert(1)\n\n[x]',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '# <iframe srcdoc="<script>alert(1)</script>">',
  ])('becomes neither code nor a request: %j', (text) => {
    const markup = renderToStaticMarkup(<Markdown text={text} onOpenUrl={ignore} onOpenPaper={ignore} />)
    const tags = markup.match(/<[a-z][^>]*>/gi) ?? []
    for (const tag of tags) {
      expect(tag).not.toMatch(/^<(?:script|img|iframe|svg|object|embed|style|link|meta|form|input)\b/i)
      expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(?:on\w+|src|srcdoc)=/i)
      const address = /href="([^"]*)"/.exec(tag)?.[1]
      if (address !== undefined) expect(address).toMatch(/^https?:\/\//)
    }
  })

  test.each(['[', '[[', '![', '`', '$', '*', '<', '> ', '\\begin{align}', '$$\n', '- ', '&', '](', '|-|\n'].map((piece) => [piece]))(
    'of sixty thousand characters of %j is read',
    (piece) => {
      expect(
        renderToStaticMarkup(<Markdown text={piece.repeat(60_000 / piece.length)} onOpenUrl={ignore} onOpenPaper={ignore} />),
      ).toContain('<div')
    },
  )
})

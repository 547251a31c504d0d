// Owns the facts about titles and abstracts on the page, as the markup that React makes of them.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { MathText } from '#renderer/text/math-text.tsx'

const raw = String.raw
const open = (): void => {}

describe('MathText', () => {
  test('sets math and styles', () => {
    const html = renderToStaticMarkup(<MathText text={raw`A \emph{soft} $x^2$, **loud** and ${'`code`'}`} />)
    expect(html).toMatch(/^A <em>soft<\/em> <span[^>]*><span class="katex">/)
    expect(html).toContain('<strong>loud</strong>')
    expect(html).toMatch(/<code class="[^"]*">code<\/code>/)
  })

  test('shows a formula that KaTeX refuses as it is written', () => {
    const html = renderToStaticMarkup(<MathText text={raw`the $\nowhere{x}$ case`} />)
    expect(html).toContain(raw`$\nowhere{x}$`)
    expect(html).not.toContain('katex')
    expect(html).not.toMatch(/color|error/)
  })

  test('sets display math on its own line in a block only', () => {
    const text = raw`so $$x$$`
    expect(renderToStaticMarkup(<MathText text={text} variant="block" />)).toContain('katex-display')
    expect(renderToStaticMarkup(<MathText text={text} />)).not.toContain('katex-display')
  })

  test('shows markup from outside as text', () => {
    const html = renderToStaticMarkup(<MathText text={'<img src=x onerror=alert(1)> \\emph{<script>} `<b>` $<i>$'} onOpenUrl={open} />)
    expect(html).not.toMatch(/<(?:img|script|b|i)\b/)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test('links http and https only, and only where links are wanted', () => {
    const text = raw`[a](https://a.example) \href{javascript:alert(1)}{b} \url{data:text/html,x} [c](file:///etc/passwd)`
    const html = renderToStaticMarkup(<MathText text={text} onOpenUrl={open} />)
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual(['https://a.example'])
    expect(renderToStaticMarkup(<MathText text={text} />)).not.toContain('<a')
  })

  test('marks what was found', () => {
    const html = renderToStaticMarkup(
      <MathText
        text="one $x$ two"
        marks={[
          [0, 3],
          [5, 6],
        ]}
      />,
    )
    expect(html).toMatch(/^<mark>one<\/mark> <mark><span[^>]*>.*<\/span><\/mark> two$/)
  })
})

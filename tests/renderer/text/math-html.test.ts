// Owns the facts about typesetting: what KaTeX is told, what it refuses, and how the real abstracts fare.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { tokenizeTex } from '#domain/tex.ts'
import { mathHtml } from '#renderer/text/math-html.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const raw = String.raw

describe('a formula', () => {
  test.each([
    raw`x^2`,
    raw`\R \subset \C`,
    raw`\Msun`,
    raw`\norm{x}`,
    raw`50%`,
    raw`M_\rm{sun}`,
    raw`\texttt{snake_case}`,
    raw`358^\deg`,
    raw`\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}`,
    raw`\begin{equation}\label{e}a\end{equation}`,
    raw`\unicode{x2014}`,
    raw`a \mbox{ and } b`,
  ])('is set: %j', (tex) => expect(mathHtml(tex, true)).toContain('class="katex"'))

  test('comes with MathML for a screen reader and hides the rest from it', () => {
    const html = mathHtml('x^2', false)
    expect(html).toContain('<math xmlns')
    expect(html).toContain('aria-hidden="true"')
  })

  test.each([raw`\frac{a`, raw`\nowhere`, raw`x^`, raw`\def\a{\a\a}\a`, raw`{`.repeat(3000)])('that is refused gives null: %j', (tex) => {
    expect(mathHtml(tex, false)).toBeNull()
  })

  test.each([
    raw`\href{javascript:alert(1)}{x}`,
    raw`\url{javascript:alert(1)}`,
    raw`\includegraphics{https://a.example/x.png}`,
    raw`\htmlData{onclick=alert(1)}{x}`,
    raw`\htmlStyle{position:fixed}{x}`,
    raw`\htmlClass{x}{y}`,
    raw`<script>alert(1)</script>`,
    raw`\text{<img src=x onerror=alert(1)>}`,
    raw`\textcolor{"><img>}{x}`,
  ])('can bring neither code nor address nor markup: %j', (tex) => {
    const html = mathHtml(tex, false) ?? ''
    expect(html).not.toMatch(/<(?:script|img|a|iframe)\b|<[^>]*\s(?:on\w+|href|src)\s*=|position:\s*fixed/i)
  })

  test('cannot be wider or higher than its limit', () => {
    expect(mathHtml(raw`\rule{99999em}{99999em}`, false)).not.toMatch(/[=:]\s*"?\d{4,}(?:\.\d+)?em/)
  })

  test('stays the same however many others were set since', () => {
    const first = mathHtml('a_0', false)
    for (let index = 0; index < 5_000; index++) mathHtml(`a_{${index}}`, false)
    expect(mathHtml('a_0', false)).toBe(first)
  })

  test('set inline and set alone are two', () => {
    expect(mathHtml(raw`\sum_i x`, true)).not.toBe(mathHtml(raw`\sum_i x`, false))
  })
})

describe('the recorded abstracts', () => {
  const folder = sharedDataFolder()
  const unlessMissing = testUnless(folder === null ? NO_SHARED_DATA : null)

  function texts(): string[] {
    const lines = gunzipSync(readFileSync(path.join(folder ?? '', 'corpus-60k.jsonl.gz')))
      .toString('utf8')
      .split('\n')
    return lines
      .filter((line) => line !== '')
      .flatMap((line) => {
        const { title, abstract } = JSON.parse(line) as { title: string; abstract: string }
        return [title, abstract]
      })
  }

  unlessMissing('have at most three formulas in a thousand that are shown as written', () => {
    let found = 0
    let refused = 0
    for (const text of texts()) {
      for (const segment of tokenizeTex(text)) {
        if (segment.kind !== 'math') continue
        found++
        if (mathHtml(segment.tex, segment.display) === null) refused++
      }
    }
    process.stdout.write(`KaTeX refuses ${refused} of ${found} formulas in the recorded abstracts\n`)
    expect(found).toBeGreaterThan(40_000)
    expect(refused / found).toBeLessThan(0.003)
  })

  unlessMissing('lose no word on the way', () => {
    let words = 0
    const lost: string[] = []
    for (const text of texts()) {
      const shown = tokenizeTex(text)
        .map((piece) => (piece.kind === 'math' ? piece.source : piece.text))
        .join('')
      // Names of commands, environments and colours, addresses under a text and options of a citation are not shown.
      const said = text
        .replace(/\\(?:begin|end|label|textcolor|colorbox|href)\s*\{[^{}]*\}|\\cite\w*\*?(?:\[[^\]]*\])*/g, ' ')
        .replace(/\\[A-Za-z]+/g, ' ')
        // An accent makes another letter of the one behind it.
        .replace(/[^\s{}]*\{?\\["'`^~=.]\{?\\?[A-Za-z]?\}*\S*/g, ' ')
      for (const [word] of said.matchAll(/[A-Za-z]{3,}/g)) {
        words++
        if (!shown.includes(word)) lost.push(word)
      }
    }
    expect(words).toBeGreaterThan(9_000_000)
    expect(lost.length, lost.slice(0, 20).join(' ')).toBeLessThan(60)
  })
})

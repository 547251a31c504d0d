// Owns the facts about reading TeX and light Markdown in titles and abstracts.
import { describe, expect, test } from 'vitest'
import { plainText, type TexSegment, tokenizeTex } from '#domain/tex.ts'

const raw = String.raw

/** Segments in short: math as ⟨tex⟩ (⟪tex⟫ on its own line), styles as *kind:text*. */
function short(text: string): string {
  return tokenizeTex(text)
    .map((piece) => {
      if (piece.kind === 'math') return piece.display ? `⟪${piece.tex}⟫` : `⟨${piece.tex}⟩`
      if (piece.kind === 'link') return `*link:${piece.text}→${piece.url}*`
      return piece.kind === 'text' ? piece.text : `*${piece.kind}:${piece.text}*`
    })
    .join('')
}

function mathIn(text: string): string[] {
  return tokenizeTex(text).flatMap((piece) => (piece.kind === 'math' ? [piece.tex] : []))
}

describe('math', () => {
  test.each([
    [raw`a $x^2$ b`, raw`a ⟨x^2⟩ b`],
    [raw`a $$x^2$$ b`, raw`a ⟪x^2⟫ b`],
    [raw`a \(x\) and \[y\]`, raw`a ⟨x⟩ and ⟪y⟫`],
    [raw`so \begin{equation*}a=b\end{equation*} holds`, raw`so ⟪\begin{equation*}a=b\end{equation*}⟫ holds`],
    [raw`$\text{if $x$ then}$.`, raw`⟨\text{if $x$ then}⟩.`],
    [raw`an $ x $ in blanks`, raw`an ⟨ x ⟩ in blanks`],
    [raw`$\mathcal{O}(n\log n)$-time`, raw`⟨\mathcal{O}(n\log n)⟩-time`],
  ])('is found in %j', (text, expected) => expect(short(text)).toBe(expected))

  test.each([
    ['costs $5 and $10', []],
    ['from $5-$10', []],
    ['worth $1,000, or $2M in all', []],
    [raw`costs $5 million; we use $n$ agents`, ['n']],
    [raw`at $0.04 a call and $\alpha$ of it`, [raw`\alpha`]],
    ['US$5 and NZ$6', []],
    ['a 1$ program', []],
    ['the $5$ of them', ['5']],
    ['$3/4$ of it', ['3/4']],
    [raw`$3 \times 10^5$ rows`, [raw`3 \times 10^5`]],
    [raw`$2.5\%$ better`, [raw`2.5\%`]],
    ['$8B$ parameters', ['8B']],
    [raw`of order $10^{-12}\,$eV`, [raw`10^{-12}\,`]],
  ])('is told from money in %j', (text, expected) => expect(mathIn(text)).toEqual(expected))

  test.each([
    [raw`a rate of 10^{-3} and 10^5`, ['10^{-3}', '10^5']],
    [raw`10^-15 erg`, ['10^{-15}']],
    [raw`x_{i} and x_1 and n^2`, ['x_{i}', 'x_1', 'n^2']],
    [raw`Acc_{test}`, [raw`\mathrm{Acc}_{\mathrm{test}}`]],
    [raw`the \alpha-stable case`, [raw`\alpha`]],
    [raw`\Delta_{max} \approx 2`, [raw`\Delta_{max}`, raw`\approx`]],
    ['snake_case and file_1.txt and __init__', []],
    [raw`C:\alpha and C:\new`, []],
    ['2 ^ 3 and x ^', []],
    [raw`\method and \ours`, []],
  ])('without dollars is found carefully in %j', (text, expected) => expect(mathIn(text)).toEqual(expected))

  test('keeps its source, delimiters included', () => {
    expect(tokenizeTex('a $x$')[1]).toEqual({ kind: 'math', tex: 'x', display: false, source: '$x$' })
    expect(tokenizeTex(raw`\[x\]`)[0]).toEqual({ kind: 'math', tex: 'x', display: true, source: raw`\[x\]` })
  })

  test('is not a sentence between two dollars', () => {
    expect(short('pay $A for the first thing and $B for another')).toBe('pay $A for the first thing and $B for another')
  })
})

describe('signs', () => {
  test.each([
    [raw`G\"odel, Erd\H{o}s, Erd\H os, Fr\'{e}chet, na\"{\i}ve, \'{\i}, {\"u}ber`, 'Gödel, Erdős, Erdős, Fréchet, naïve, í, über'],
    [
      raw`{\o}re, S\o rensen, \L{}od\'z, Stra\ss e, \AA ngstr\"om, \c{c}a, \v{S}koda, Ho\v rava`,
      'øre, Sørensen, Łodź, Straße, Å ngström, ça, Škoda, Hořava',
    ],
    [raw`50\% of A\&B, a\_b, \#1, \$5, \{x\}`, '50% of A&B, a_b, #1, $5, {x}'],
    ['Fig.~3 of~it, but ~90% and (~5)', 'Fig.\u00a03 of\u00a0it, but ~90% and (~5)'],
    ['1--2, a---b, use --flag or ----', '1–2, a—b, use --flag or ----'],
    ["``quoted'' and `single' words", '“quoted” and ‘single’ words'],
    ['``quoted" the other way', '“quoted” the other way'],
    ["it's 5'' wide, f'' too", "it's 5'' wide, f” too"],
    [raw`\LaTeX{} and \ldots so\textendash{}called`, 'LaTeX and … so–called'],
    [raw`{T}he {BERT} model in {0,1}`, 'The BERT model in {0,1}'],
    [raw`one \\ two C:\\dir`, raw`one ${'\n'} two C:\\dir`],
  ])('are read in %j', (text, expected) => expect(short(text)).toBe(expected))
})

describe('styles and links', () => {
  test.each([
    [raw`\emph{a} \textit{b} \textbf{c} \texttt{d}`, '*emphasis:a* *emphasis:b* *strong:c* *code:d*'],
    [raw`{\bf bold} and {\em soft}`, '*strong:bold* and *emphasis:soft*'],
    [raw`\emph{a $x$ b}`, '*emphasis:a *⟨x⟩*emphasis: b*'],
    [raw`\textbf{\emph{a} b}`, '*emphasis:a**strong: b*'],
    ['**bold** and `code` and ``more code``', '*strong:bold* and *code:code* and *code:more code*'],
    ['2**n and 3**n', '2**n and 3**n'],
    [raw`as in \cite{a,b} and~\citep[p. 3]{c}`, 'as in [a,b] and\u00a0[c]'],
    [raw`word\footnote{more \emph{of} it}.`, 'word (more *emphasis:of* it).'],
    [raw`\url{https://a.example/b_c}`, '*link:https://a.example/b_c→https://a.example/b_c*'],
    [raw`\href{https://a.example/x\_y}{the \textbf{page}}`, '*link:the →https://a.example/x_y**strong:page*'],
    ['[text](https://a.example/b)', '*link:text→https://a.example/b*'],
    ['see https://a.example/b(1). Then', 'see *link:https://a.example/b(1)→https://a.example/b(1)*. Then'],
    ['(https://a.example/~me)', '(*link:https://a.example/~me→https://a.example/~me*)'],
    [raw`https://a.example/x\_y`, '*link:https://a.example/x_y→https://a.example/x_y*'],
    [raw`\href{javascript:alert(1)}{press}`, 'press'],
    [raw`$\href{https://a.example}{here}$`, '*link:here→https://a.example*'],
    ['[press](javascript:alert(1))', '[press](javascript:alert(1))'],
    ['ftp://a.example and http://', 'ftp://a.example and http://'],
    [raw`\textcolor{red}{\unknown{kept}}`, raw`\unknown{kept}`],
    [raw`\emph{never closed`, raw`\emph{never closed`],
  ])('are read in %j', (text, expected) => expect(short(text)).toBe(expected))
})

describe('marks', () => {
  const markedParts = (text: string, marks: [number, number][]): string[] =>
    tokenizeTex(text, marks).flatMap((piece: TexSegment) => (piece.marked ? [piece.kind === 'math' ? piece.source : piece.text] : []))

  test('cut text where they begin and end', () => {
    expect(markedParts('one two three', [[4, 7]])).toEqual(['two'])
    expect(tokenizeTex('one two', [[0, 3]]).map((piece) => piece.kind === 'text' && piece.text)).toEqual(['one', ' two'])
  })

  test('take a formula and a sign as a whole', () => {
    expect(markedParts('a $xyz$ b', [[3, 4]])).toEqual(['$xyz$'])
    expect(markedParts(raw`G\"odel`, [[1, 4]])).toEqual(['ö'])
  })

  test('reach over styles and several at once', () => {
    expect(
      markedParts(raw`ab \emph{cd ef} gh`, [
        [0, 2],
        [9, 11],
        [15, 17],
      ]),
    ).toEqual(['ab', 'cd', ' g'])
  })
})

describe('plainText', () => {
  test.each([
    [raw`$9\times$ faster`, '9× faster'],
    [raw`\alpha and $\beta_2$`, 'α and β₂'],
    [raw`$10^{-3}$, $\frac{a}{b}$, $\sqrt{n}$, $\mathcal{O}(n^2)$`, '10⁻³, a/b, √n, O(n²)'],
    [raw`$90^\circ$ and $x_{max}$`, '90° and x_max'],
    [raw`\emph{G\"odel}, see [here](https://a.example)`, 'Gödel, see here'],
    [raw`$\operatorname{log} x \leq \infty$`, 'log x ≤ ∞'],
    [raw`$\left(\frac{1}{2}\right)$`, '(1/2)'],
    [raw`above 3{,}000 metres and $12{,}500$, the set {,} stays`, 'above 3,000 metres and 12,500, the set {,} stays'],
  ])('reads %j', (text, expected) => expect(plainText(text)).toBe(expected))

  test('writes Greek as words when asked', () => {
    expect(plainText(raw`$\alpha\beta$ and $2\Gamma$`, 'words')).toBe('alpha beta and 2Gamma')
  })
})

describe('every text', () => {
  test('of plain words is one segment', () => {
    expect(tokenizeTex('Nothing special here.')).toEqual([{ kind: 'text', text: 'Nothing special here.' }])
    expect(tokenizeTex('')).toEqual([])
  })

  test('keeps its markup as text', () => {
    const text = '<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; a < b > c'
    expect(tokenizeTex(text)).toEqual([{ kind: 'text', text }])
  })

  // A reader that looks at a place again and again would need hours for these.
  const million = 1_000_000
  test.each(
    [
      '$',
      '$a',
      '$1',
      '$$',
      '${',
      '$}',
      '{',
      '}',
      '{a',
      '{A',
      '{}',
      '\\',
      '\\\\',
      raw`\(`,
      raw`\[`,
      raw`\begin{align}`,
      raw`\begin{`,
      raw`\emph{`,
      raw`\textbf{a}`,
      raw`\footnote{`,
      raw`\href{`,
      raw`\href{a}{`,
      raw`\href{http://a.b}{c`,
      raw`\url{`,
      raw`\cite{`,
      raw`\cite[`,
      raw`\"`,
      raw`\"{`,
      raw`\" `,
      raw`\alpha`,
      raw`\alpha{`,
      raw`\frac{a}`,
      '^',
      '_',
      'a^',
      'a_{',
      '10^{',
      'x^1',
      '`',
      '``',
      '`a',
      "'",
      "''",
      '``a',
      '"',
      '**',
      '**a',
      '*',
      '[',
      '[a',
      '[a](http:',
      '](http://',
      'http://',
      'https://a.b',
      'https://a.b)',
      '-',
      '--',
      '- -',
      '~',
      'a~',
      ' ',
      '\n',
      'a',
      '\u0000',
      '\ud800',
      '😀',
      '$\\text{',
      '{\\bf ',
      '{\\"o}',
      '\\verb',
      '$ $',
      '\\$',
      '$a b c',
    ].map((piece) => [piece]),
  )('of a million characters of %j is read in one go', (piece) => {
    const text = piece.repeat(Math.ceil(million / piece.length))
    const segments = tokenizeTex(text)
    expect(segments.length).toBeGreaterThan(0)
    plainText(text)
  })

  test('of nested groups a hundred thousand deep does not overflow', () => {
    const deep = 100_000
    expect(short(raw`\emph{`.repeat(deep) + 'x' + '}'.repeat(deep))).toBe('*emphasis:x*')
    expect(plainText(`$${'^{'.repeat(900)}x${'}'.repeat(900)}$`)).toContain('x')
  })
})

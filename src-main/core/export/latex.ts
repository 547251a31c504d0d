// Owns how plain text becomes LaTeX that any engine and any BibTeX style can read.

/** Unicode combining mark → LaTeX accent (The LaTeX Companion, table of text accents). */
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030A': 'r',
  '\u030B': 'H',
  '\u030C': 'v',
  '\u0323': 'd',
  '\u0327': 'c',
  '\u0328': 'k',
  '\u0331': 'b',
}

const LETTERS: Readonly<Record<string, string>> = {
  å: '{\\aa}',
  Å: '{\\AA}',
  æ: '{\\ae}',
  Æ: '{\\AE}',
  œ: '{\\oe}',
  Œ: '{\\OE}',
  ø: '{\\o}',
  Ø: '{\\O}',
  ß: '{\\ss}',
  ł: '{\\l}',
  Ł: '{\\L}',
  đ: '{\\dj}',
  Đ: '{\\DJ}',
  ð: '{\\dh}',
  Ð: '{\\DH}',
  þ: '{\\th}',
  Þ: '{\\TH}',
  ı: '{\\i}',
}

/** Braces as commands: BibTeX counts `\{` as an opening brace, so an unpaired one would swallow the rest of the file. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '\\': '{\\textbackslash}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '^': '{\\textasciicircum}',
  '~': '{\\textasciitilde}',
  '<': '{\\textless}',
  '>': '{\\textgreater}',
  '|': '{\\textbar}',
  '\u00A0': '~',
  '–': '--',
  '—': '---',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '…': '{\\ldots}',
  '•': '{\\textbullet}',
  '§': '{\\S}',
  '¶': '{\\P}',
  '©': '{\\copyright}',
  '®': '{\\textregistered}',
  '™': '{\\texttrademark}',
  '£': '{\\pounds}',
  '€': '{\\texteuro}',
}

const MATH_SYMBOLS: Readonly<Record<string, string>> = {
  '×': '\\times',
  '÷': '\\div',
  '±': '\\pm',
  '·': '\\cdot',
  '−': '-',
  '≤': '\\leq',
  '≥': '\\geq',
  '≠': '\\neq',
  '≈': '\\approx',
  '∼': '\\sim',
  '→': '\\rightarrow',
  '←': '\\leftarrow',
  '↔': '\\leftrightarrow',
  '⇒': '\\Rightarrow',
  '∞': '\\infty',
  '∈': '\\in',
  '∑': '\\sum',
  '∏': '\\prod',
  '√': '\\surd',
  '∇': '\\nabla',
  '∂': '\\partial',
  '°': '^\\circ',
  '²': '^2',
  '³': '^3',
  '¹': '^1',
  '½': '\\frac{1}{2}',
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  ϵ: '\\epsilon',
  ζ: '\\zeta',
  η: '\\eta',
  θ: '\\theta',
  ι: '\\iota',
  κ: '\\kappa',
  λ: '\\lambda',
  μ: '\\mu',
  µ: '\\mu',
  ν: '\\nu',
  ξ: '\\xi',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  ς: '\\varsigma',
  τ: '\\tau',
  υ: '\\upsilon',
  φ: '\\varphi',
  ϕ: '\\phi',
  χ: '\\chi',
  ψ: '\\psi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Θ: '\\Theta',
  Λ: '\\Lambda',
  Ξ: '\\Xi',
  Π: '\\Pi',
  Σ: '\\Sigma',
  Υ: '\\Upsilon',
  Φ: '\\Phi',
  Ψ: '\\Psi',
  Ω: '\\Omega',
}

const GRAPHEME = /\P{M}\p{M}*/gu

/**
 * Text with nothing special in it → LaTeX. Accents, common letters, Greek and symbols become commands, each in braces;
 * other scripts stay UTF-8, which BibTeX passes through. Braces of the result always pair.
 */
export function latexOfText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ' ')
    .normalize('NFC')
    .replace(GRAPHEME, (grapheme) => latexOfGrapheme(grapheme))
}

function latexOfGrapheme(grapheme: string): string {
  const known = own(LETTERS, grapheme) ?? own(SYMBOLS, grapheme)
  if (known !== undefined) return known
  const symbol = own(MATH_SYMBOLS, grapheme)
  if (symbol !== undefined) return `{$${symbol}$}`
  if (grapheme < '\u0080' && grapheme.length === 1) return grapheme
  const [base = '', ...marks] = grapheme.normalize('NFD')
  const accents = marks.map((mark) => own(ACCENTS, mark))
  if (!/^[A-Za-z]$/.test(base) || accents.length === 0 || accents.includes(undefined)) return grapheme
  const dotless = (base === 'i' || base === 'j') && accents.every((accent) => !'dckb'.includes(accent ?? '')) ? `\\${base}` : base
  return `{${accents.reduce<string>((inner, accent) => `\\${accent}{${inner}}`, dotless)}}`
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

/** True when every `{` has its `}`, counted as BibTeX counts: a backslash in front changes nothing. */
export function bracesPair(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

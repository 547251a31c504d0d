// Owns how a formula reads as plain characters, for search, for the command line and for lists without typesetting.

export type GreekAs = 'letters' | 'words'

const GREEK = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    varepsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    vartheta: 'θ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    varpi: 'π',
    rho: 'ρ',
    varrho: 'ρ',
    sigma: 'σ',
    varsigma: 'σ',
    tau: 'τ',
    upsilon: 'υ',
    phi: 'φ',
    varphi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Upsilon: 'Υ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
  }),
)

const SIGNS = new Map(
  Object.entries({
    times: '×',
    cdot: '·',
    div: '÷',
    pm: '±',
    mp: '∓',
    ast: '*',
    star: '⋆',
    circ: '∘',
    bullet: '•',
    oplus: '⊕',
    otimes: '⊗',
    odot: '⊙',
    cup: '∪',
    cap: '∩',
    setminus: '∖',
    wedge: '∧',
    vee: '∨',
    neg: '¬',
    sim: '~',
    simeq: '≃',
    approx: '≈',
    cong: '≅',
    equiv: '≡',
    propto: '∝',
    neq: '≠',
    ne: '≠',
    leq: '≤',
    le: '≤',
    leqslant: '≤',
    geq: '≥',
    ge: '≥',
    geqslant: '≥',
    lesssim: '≲',
    gtrsim: '≳',
    ll: '≪',
    gg: '≫',
    subset: '⊂',
    subseteq: '⊆',
    supset: '⊃',
    supseteq: '⊇',
    in: '∈',
    notin: '∉',
    ni: '∋',
    to: '→',
    rightarrow: '→',
    leftarrow: '←',
    leftrightarrow: '↔',
    Rightarrow: '⇒',
    Leftarrow: '⇐',
    Leftrightarrow: '⇔',
    iff: '⇔',
    longrightarrow: '→',
    mapsto: '↦',
    uparrow: '↑',
    downarrow: '↓',
    Uparrow: '⇑',
    Downarrow: '⇓',
    nearrow: '↗',
    searrow: '↘',
    sum: '∑',
    prod: '∏',
    int: '∫',
    sqrt: '√',
    partial: '∂',
    nabla: '∇',
    infty: '∞',
    emptyset: '∅',
    varnothing: '∅',
    forall: '∀',
    exists: '∃',
    ell: 'ℓ',
    hbar: 'ℏ',
    aleph: 'ℵ',
    Re: 'ℜ',
    Im: 'ℑ',
    ldots: '…',
    dots: '…',
    cdots: '…',
    langle: '⟨',
    rangle: '⟩',
    lfloor: '⌊',
    rfloor: '⌋',
    lceil: '⌈',
    rceil: '⌉',
    lVert: '‖',
    rVert: '‖',
    Vert: '‖',
    vert: '|',
    mid: '|',
    prime: '′',
    dagger: '†',
    degree: '°',
    triangle: '△',
    square: '□',
    Box: '□',
    diamond: '⋄',
    odotplus: '',
    quad: ' ',
    qquad: ' ',
    colon: ':',
    lbrace: '{',
    rbrace: '}',
    backslash: '\\',
    perp: '⊥',
    parallel: '∥',
    angle: '∠',
    top: '⊤',
    bot: '⊥',
    models: '⊨',
    vdash: '⊢',
    dag: '†',
    S: '§',
    pounds: '£',
    textdegree: '°',
  }),
)

/** Functions and operators whose name is what is read. */
const NAMED = new Set(
  'log ln exp min max sup inf lim sin cos tan sinh cosh tanh arcsin arccos arctan arg det dim ker gcd deg Pr mod bmod poly polylog softmax tr'.split(
    ' ',
  ),
)

const SUPERSCRIPTS = new Map([...'0123456789+-−n()i'].map((sign, index) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾ⁱ'][index] ?? sign]))
const SUBSCRIPTS = new Map([...'0123456789+-−()'].map((sign, index) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎'][index] ?? sign]))

const TOKEN = /\\(?:begin|end)\s*\{[A-Za-z*]{1,20}\}|\\[A-Za-z]+\*?|\\[\s\S]|\s+|[\s\S]/gu
type GroupKind = 'plain' | 'above' | 'below' | 'sup' | 'sub'

/** The characters of a formula in reading order: `\frac{a}{b}` → `a/b`, `10^{-3}` → `10⁻³`, `\mathcal{O}(n)` → `O(n)`. */
export function mathInWords(tex: string, greek: GreekAs = 'letters'): string {
  const out: string[] = []
  const groups: { kind: GroupKind; from: number }[] = []
  let next: GroupKind = 'plain'
  const close = (kind: GroupKind, from: number): void => {
    if (kind === 'above') {
      out.push('/')
      next = 'below'
    } else if (kind === 'sup' || kind === 'sub') out.push(script(kind, out.splice(from).join('')))
  }
  const write = (text: string): void => {
    const kind = next
    next = 'plain'
    const from = out.length
    out.push(text)
    close(kind, from)
  }
  for (const [token] of tex.matchAll(TOKEN)) {
    if (token === '{') {
      groups.push({ kind: next, from: out.length })
      next = 'plain'
    } else if (token === '}') {
      const group = groups.pop()
      if (group) close(group.kind, group.from)
    } else if (token === '^') next = 'sup'
    else if (token === '_') next = 'sub'
    else if (/^\s/.test(token)) {
      if (next === 'plain' && out.length > 0 && !/\s$/.test(out.at(-1) ?? '')) out.push(' ')
    } else if (token === '&') out.push(' ')
    else if (token === '~') out.push(' ')
    else if (!token.startsWith('\\')) write(token)
    else if (/^\\(?:[dt]?frac|binom)$/.test(token)) next = 'above'
    else write(commandInWords(token, greek, out.at(-1) ?? ''))
  }
  return out.join('').replace(/\s+/g, ' ').trim()
}

function commandInWords(token: string, greek: GreekAs, before: string): string {
  const name = token.slice(1)
  const letter = GREEK.get(name)
  if (letter !== undefined) return greek === 'letters' ? letter : /[A-Za-z]$/.test(before) ? ` ${name}` : name
  const sign = SIGNS.get(name)
  if (sign !== undefined) return sign
  if (NAMED.has(name)) return name
  if (/^[%&_$#{}]$/.test(name)) return name
  if (name === '|') return '‖'
  return /^[\\,;: ]$/.test(name) ? ' ' : ''
}

function script(kind: 'sup' | 'sub', inner: string): string {
  const text = inner.trim()
  if (text === '') return ''
  if (kind === 'sup' && /^(?:∘|°)$/.test(text)) return '°'
  if (kind === 'sup' && /^[′']+$/.test(text)) return text
  const small = kind === 'sup' ? SUPERSCRIPTS : SUBSCRIPTS
  const signs = text.length <= 8 ? [...text] : []
  if (signs.length > 0 && signs.every((sign) => small.has(sign))) return signs.map((sign) => small.get(sign) ?? sign).join('')
  return (kind === 'sup' ? '^' : '_') + text
}

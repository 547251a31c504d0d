// Owns how math is recognised: between dollars and other delimiters, and bare in a sentence; and what is money instead.
import type { Reading, TexPage } from './tex-page.ts'

/** Characters; a longer stretch between two dollars is not one formula. */
const LONGEST_INLINE = 2000
const LONGEST_DISPLAY = 8000

const ENVIRONMENTS: ReadonlySet<string> = new Set(
  [
    'equation',
    'align',
    'gather',
    'multline',
    'eqnarray',
    'alignat',
    'displaymath',
    'math',
    'aligned',
    'gathered',
    'split',
    'cases',
    'array',
  ]
    .concat(['matrix', 'pmatrix', 'bmatrix', 'vmatrix', 'Bmatrix', 'Vmatrix', 'smallmatrix'])
    .flatMap((name) => [name, `${name}*`]),
)
const ENVIRONMENT_ENDS = new Map(
  [...ENVIRONMENTS].map((name) => [name, new RegExp(String.raw`\\end\{${name.replace('*', String.raw`\*`)}\}`, 'g')]),
)

const INLINE_END = /\\\)/g
const DISPLAY_END = /\\\]/g
const DOUBLE_DOLLAR = /\$\$/g

/** Groups that hold words inside math, and every command name. */
const WORDS_IN_MATH = /\\(?:text\w*|mbox|hbox|math\w+|operatorname|label|tag)\*?\s*\{[^{}]*\}|\\[A-Za-z]+/g
const FONT_SWITCH = /\\(?:rm|it|bf|sf|tt|sc|em|cal)(?![A-Za-z])/
const THREE_WORDS = /(?:(?<![A-Za-z])[A-Za-z]{3,}[,;:.]?\s+){2}[A-Za-z]{3,}/
const PLAIN_WORD = /(?<![A-Za-z])[A-Za-z]{2,}/

/** True when what stands between two delimiters is a sentence. */
function readsAsProse(tex: string): boolean {
  return !FONT_SWITCH.test(tex) && THREE_WORDS.test(tex.replace(WORDS_IN_MATH, ' '))
}

/** `$…$` and `$$…$$`. */
export function readDollar(page: TexPage, at: number): Reading | null {
  const { text, limit } = page
  if (text[at + 1] === '$') {
    const end = page.find(DOUBLE_DOLLAR, at + 2)
    if (end > at + 2 && end + 2 <= limit && end - at <= LONGEST_DISPLAY && !readsAsProse(text.slice(at + 2, end))) {
      return { what: 'math', tex: text.slice(at + 2, end), display: true, end: end + 2 }
    }
    return { what: 'literal', end: at + 2 }
  }
  const first = page.dollarAt(at + 1)
  // A dollar inside a group, as in `$\text{if $x$}$`, does not close; three tries are enough for real texts.
  for (let index = first; index < first + 3; index++) {
    const close = page.dollars[index]
    if (close === undefined || close >= limit || close - at > LONGEST_INLINE) return null
    const tex = text.slice(at + 1, close)
    if (tex.trim() === '') return null
    if (!bracesBalance(tex)) continue
    // Some authors put a link between dollars to get it through a form.
    if (/^\s*\\(?:href|url)\s*\{/.test(tex))
      return { what: 'group', style: 'same', before: '', after: '', end: at + 1, innerEnd: close, outerEnd: close + 1 }
    return isMath(tex, text[close + 1] ?? '') ? { what: 'math', tex, display: false, end: close + 1 } : null
  }
  return null
}

function isMath(tex: string, after: string): boolean {
  if (tex.includes('\n\n') || readsAsProse(tex)) return false
  if (!/^\s*\d/.test(tex)) return !/^[,.;:)]?\s+[A-Za-z]{2,}\s[^\\^_=]*$/.test(tex)
  // A digit follows the dollar: money, unless it plainly closes as math.
  if (/[-–—+/(&]$/.test(tex) || /\d/.test(after)) return false
  const loose = /[\s,]$/.test(tex) && !/^\s|\\.$/.test(tex)
  if (/\\[A-Za-z]|[\^_={}<>]/.test(tex)) return !loose || !/[A-Za-z]{3,}/.test(tex.replace(WORDS_IN_MATH, ' '))
  return !loose && (!/\S\s+\S/.test(tex) || !PLAIN_WORD.test(tex))
}

function bracesBalance(tex: string): boolean {
  if (!tex.includes('{') && !tex.includes('}')) return true
  let depth = 0
  for (let index = 0; index < tex.length; index++) {
    const sign = tex[index]
    if (sign === '\\') index++
    else if (sign === '{') depth++
    else if (sign === '}' && --depth < 0) return false
  }
  return depth === 0
}

/** `\(…\)`, `\[…\]` and `\begin{…}…\end{…}` of a math environment; `at` is the backslash. */
export function readDelimited(page: TexPage, at: number): Reading | null {
  const { text, limit } = page
  const sign = text[at + 1]
  if (sign === '(' || sign === '[') {
    const end = page.find(sign === '(' ? INLINE_END : DISPLAY_END, at + 2)
    if (end < 0 || end + 2 > limit || end - at > LONGEST_DISPLAY) return null
    const tex = text.slice(at + 2, end)
    if (tex.trim() === '' || readsAsProse(tex)) return null
    return { what: 'math', tex, display: sign === '[', end: end + 2 }
  }
  if (!text.startsWith('begin{', at + 1)) return null
  const nameEnd = page.closingBrace(at + 6)
  if (nameEnd < 0 || nameEnd - at > 24) return null
  const endPattern = ENVIRONMENT_ENDS.get(text.slice(at + 7, nameEnd))
  if (!endPattern) return null
  const end = page.find(endPattern, nameEnd)
  const close = end < 0 ? -1 : text.indexOf('}', end) + 1
  if (close < 1 || close > limit || close - at > LONGEST_DISPLAY) return null
  return { what: 'math', tex: text.slice(at, close), display: true, end: close }
}

const BARE_COMMANDS: ReadonlySet<string> = new Set(
  (
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega ' +
    'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar nabla partial infty aleph emptyset varnothing forall exists ' +
    'times cdot div pm mp ast star circ bullet oplus otimes cup cap setminus wedge vee neg ' +
    'sim simeq approx cong equiv propto neq ne leq le geq ge ll gg lesssim gtrsim lessapprox gtrapprox leqslant geqslant subset subseteq supset supseteq notin ' +
    'rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow mapsto uparrow downarrow Uparrow Downarrow nearrow searrow rightleftharpoons ' +
    'sum prod int sqrt frac tfrac dfrac binom mathbb mathcal mathbf mathrm mathit mathsf mathtt mathfrak mathscr boldsymbol bm hat tilde bar vec dot ddot widehat widetilde overline ' +
    'operatorname log exp min max sin cos tan arg langle rangle lfloor rfloor lceil rceil lVert rVert cdots odot triangle square diamond prime dagger ddagger to in'
  ).split(' '),
)
const NAME = /\\([A-Za-z]+)/y
const SCRIPT = /([_^])(?:(\{)|(\\[A-Za-z]+)|(-?\d+|[A-Za-z*+−-])(?![A-Za-z0-9]))/y
const NUMBER = /\d+(?:\.\d+)?/y

/** Bare math that begins with a command: `\alpha`, `\mathcal{O}`, `\Delta_{max}`. */
export function readBareCommand(page: TexPage, at: number): Reading | null {
  if (page.text[at - 1] === ':' || page.text[at - 1] === '\\') return null
  const end = endOfAtoms(page, at)
  if (end === at) return null
  return { what: 'math', tex: page.text.slice(at, end), display: false, end }
}

/** Bare math around a `^` or `_` at `at`: `10^{-3}`, `x_{i}`, `n^2`. `floor` is where its base may begin at the earliest. */
export function readBareScript(page: TexPage, at: number, floor: number): Reading | null {
  const { text } = page
  const base = /(?:\d[\d.,]*|[A-Za-z]+|[)\]])$/.exec(text.slice(Math.max(floor, at - 16), at))?.[0]
  if (base === undefined || (base.length > 12 && !/^\d/.test(base))) return null
  const start = at - base.length
  const before = text[start - 1] ?? ' '
  if (/[\w\\/@.#&=-]/.test(before) && !(/[-=]/.test(before) && start - 1 >= floor)) return null
  SCRIPT.lastIndex = at
  const match = SCRIPT.exec(text)
  if (!match) return null
  const braced = match[2] !== undefined
  const lone = base.length === 1 || /^\d/.test(base)
  if (!braced) {
    // `snake_case` and `file_1` are names; `x_1`, `n^2` and `10^6` are math.
    if (!lone || (match[1] === '_' && !/^[A-Za-z]$/.test(base)) || (match[1] === '_' && !/^\d$/.test(match[4] ?? ''))) return null
  }
  const end = endOfAtoms(page, at)
  if (end === at) return null
  const name = /^[A-Za-z]{2,}$/.test(base) ? String.raw`\mathrm{${base}}` : base
  const rest = text.slice(at, end).replace(/([_^])\{([A-Za-z]{2,})\}/g, String.raw`$1{\mathrm{$2}}`)
  return { what: 'math', tex: name + rest.replace(/([_^])(-?\d{2,}|-\d)/g, '$1{$2}'), display: false, start, end }
}

/** The end of the run of commands, groups and scripts that begins at `at`; `at` when there is none. */
function endOfAtoms(page: TexPage, at: number): number {
  const { text, limit } = page
  let end = at
  for (;;) {
    let next = end
    const sign = text[end]
    if (sign === '\\') {
      NAME.lastIndex = end
      const name = NAME.exec(text)?.[1]
      if (name === undefined || !BARE_COMMANDS.has(name)) break
      next = end + 1 + name.length
      while (text[next] === '{') {
        const close = page.closingBrace(next)
        if (close < 0) return end
        next = close + 1
      }
    } else if (sign === '^' || sign === '_') {
      SCRIPT.lastIndex = end
      const match = SCRIPT.exec(text)
      if (!match) break
      next = end + match[0].length
      if (match[2] !== undefined) {
        const close = page.closingBrace(end + 1)
        if (close < 0) break
        next = close + 1
      } else if (match[3] !== undefined && !BARE_COMMANDS.has(match[3].slice(1))) break
    } else if (end > at && sign !== undefined && sign >= '0' && sign <= '9') {
      NUMBER.lastIndex = end
      next = end + (NUMBER.exec(text)?.[0].length ?? 0)
    } else break
    if (next === end || next > limit || next - at > LONGEST_INLINE) break
    end = next
  }
  return end
}

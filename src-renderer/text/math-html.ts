// Owns the typesetting of a formula: KaTeX's settings, what is put right before it, and the formulas kept ready.
import katex from 'katex'
import { AUTHOR_MACROS } from './math-macros.ts'

/** Characters of typeset formulas that are kept; about ten megabytes of memory. */
const KEPT_CHARACTERS = 5_000_000
const MOST_KEPT = 4_000

const kept = new Map<string, string | null>()
let keptCharacters = 0

/**
 * A formula as HTML for the eye and MathML for a screen reader; null when KaTeX refuses it, and it is then to be shown
 * as it is written. The HTML is KaTeX's own: it trusts nothing, so it holds no address, no script and no handler.
 */
export function mathHtml(tex: string, display: boolean): string | null {
  const key = (display ? 'd' : 'i') + tex
  const known = kept.get(key)
  if (known !== undefined) {
    // Taken out and put back, so that the first of the map is the one unused for longest.
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const html = typeset(tex, display)
  kept.set(key, html)
  keptCharacters += sizeOf(key, html)
  for (const [oldKey, oldHtml] of kept) {
    if (keptCharacters <= KEPT_CHARACTERS && kept.size <= MOST_KEPT) break
    kept.delete(oldKey)
    keptCharacters -= sizeOf(oldKey, oldHtml)
  }
  return html
}

function sizeOf(key: string, html: string | null): number {
  return key.length + (html?.length ?? 0)
}

function typeset(tex: string, display: boolean): string | null {
  try {
    return katex.renderToString(readyForKatex(tex), {
      displayMode: display,
      output: 'htmlAndMathml',
      // A refusal is caught here: KaTeX's own way is a red text, and the page shows the source instead.
      throwOnError: true,
      // Nothing is trusted. With `false` KaTeX writes the command in red; thrown, the whole formula is shown as written.
      trust: refuse,
      strict: 'ignore',
      maxExpand: 500,
      // em; a formula must not cover the page around it.
      maxSize: 5,
      macros: { ...AUTHOR_MACROS },
    })
  } catch {
    // A parse error, or a nesting too deep for the stack: both mean "as written".
    return null
  }
}

function refuse(): never {
  throw new Error('not a formula')
}

const NUMBERED = /\\(begin|end)\{(equation|align|gather|alignat)\}/g

/** Puts right what authors write and TeX, but not KaTeX, understands. */
function readyForKatex(tex: string): string {
  return (
    tex
      .replace(/(?<!\\)((?:\\\\)*)%/g, '$1\\%')
      .replace(/\\unicode\{x([0-9a-fA-F]{1,5})\}/g, (_, hex: string) => safeCharacter(Number.parseInt(hex, 16)))
      .replace(/\\label\{[^{}]*\}/g, '')
      .replace(/\\(begin|end)\{eqnarray\*?\}/g, '\\$1{align*}')
      .replace(/\\(begin|end)\{multline\*?\}/g, '\\$1{gather*}')
      .replace(/\\(?:begin|end)\{(?:displaymath|math)\}/g, '')
      // Without numbers: there is nothing here that refers to them.
      .replace(NUMBERED, '\\$1{$2*}')
      .replace(/([_^])\\(rm|it|bf|sf|tt|cal)\s*(\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9])/g, '$1{\\$2 $3}')
      .replace(/\^\\deg(?![A-Za-z])/g, '^\\circ')
      .replace(
        /\\(text(?:tt|rm|it|bf|sf)?|mbox)\{([^{}$\\]*)\}/g,
        (_, name: string, words: string) => `\\${name}{${words.replace(/_/g, '\\_')}}`,
      )
  )
}

function safeCharacter(code: number): string {
  const letter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  return /[\\{}$%#&^_~]/.test(letter) ? '' : letter
}

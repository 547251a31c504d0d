// Owns reading off a page's drawing where each of its glyphs stands; pure, on the public list of operators of pdf.js.

/** A glyph in points of PDF user space; `ax`, `ay` lead to where it ends. */
export interface DrawnGlyph {
  letters: string
  x: number
  y: number
  ax: number
  ay: number
}

export interface OperatorList {
  fnArray: readonly number[]
  argsArray: readonly unknown[]
}

/** The numbers that pdf.js gives the operators (`OPS`). */
export type OperatorCodes = Readonly<Record<string, number>>

export interface FontFacts {
  fontMatrix?: readonly number[] | undefined
  vertical?: boolean | undefined
}

type Matrix = readonly [number, number, number, number, number, number]

interface Glyph {
  unicode: string
  width: number
  isSpace: boolean
  vmetric?: readonly number[] | null
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
const UNITS = 0.001

/** What the graphics state keeps between `save` and `restore`. */
interface State {
  ctm: Matrix
  font: string
  size: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
  rise: number
}

/** `fontOf`: what is known of a font by its name; undefined while it is not loaded. */
export function drawnGlyphs(
  { fnArray, argsArray }: OperatorList,
  codes: OperatorCodes,
  fontOf: (name: string) => FontFacts | undefined,
): DrawnGlyph[] {
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]))
  const glyphs: DrawnGlyph[] = []
  const saved: State[] = []
  let state: State = { ctm: IDENTITY, font: '', size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0 }
  let text = IDENTITY
  let [x, y, lineX, lineY] = [0, 0, 0, 0]

  const move = (dx: number, dy: number): void => {
    x = lineX += dx
    y = lineY += dy
  }
  const setText = (matrix: Matrix): void => {
    text = matrix
    x = y = lineX = lineY = 0
  }
  const save = (): void => void saved.push({ ...state })
  const restore = (): void => {
    state = saved.pop() ?? state
  }
  const show = (shown: readonly (Glyph | number | null)[]): void => {
    const font = fontOf(state.font)
    const unit = Math.abs(font?.fontMatrix?.[0] ?? UNITS) || UNITS
    const matrix = multiplied(state.ctm, text)
    for (const glyph of shown) {
      if (glyph === null) continue
      if (typeof glyph === 'number') {
        if (font?.vertical) y -= (glyph * state.size) / 1000
        else x -= ((glyph * state.size) / 1000) * state.scale
        continue
      }
      const spacing = state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0)
      const width = font?.vertical ? (glyph.vmetric?.[0] ?? -glyph.width) : glyph.width
      const advance = width * unit * state.size
      const [dx, dy] = font?.vertical ? [0, advance - spacing] : [(advance + spacing) * state.scale, 0]
      const [inkX, inkY] = font?.vertical ? [0, advance] : [advance * state.scale, 0]
      const at = applied(matrix, x, y + state.rise)
      const end = applied(matrix, x + inkX, y + inkY + state.rise)
      glyphs.push({ letters: glyph.unicode, x: at[0], y: at[1], ax: end[0] - at[0], ay: end[1] - at[1] })
      x += dx
      y += dy
    }
  }

  fnArray.forEach((code, index) => {
    const args = argumentsOf(argsArray[index])
    switch (names.get(code)) {
      case 'save':
      case 'beginGroup':
        return save()
      case 'restore':
      case 'endGroup':
      case 'paintFormXObjectEnd':
        return restore()
      case 'transform':
        state.ctm = multiplied(state.ctm, matrixOf(args))
        return
      case 'paintFormXObjectBegin':
        save()
        if (args[0]) state.ctm = multiplied(state.ctm, matrixOf(argumentsOf(args[0])))
        return
      case 'beginText':
        return setText(IDENTITY)
      case 'setTextMatrix':
        return setText(matrixOf(argumentsOf(args[0])))
      case 'moveText':
        return move(numberOf(args[0]), numberOf(args[1]))
      case 'setLeadingMoveText':
        state.leading = numberOf(args[1])
        return move(numberOf(args[0]), numberOf(args[1]))
      case 'nextLine':
        return move(0, state.leading)
      case 'setLeading':
        state.leading = -numberOf(args[0])
        return
      case 'setFont':
        setFont(state, args)
        return
      case 'setGState':
        for (const entry of argumentsOf(args[0])) {
          const [key, value] = argumentsOf(entry)
          if (key === 'Font') setFont(state, argumentsOf(value))
        }
        return
      case 'setCharSpacing':
        state.charSpacing = numberOf(args[0])
        return
      case 'setWordSpacing':
        state.wordSpacing = numberOf(args[0])
        return
      case 'setHScale':
        state.scale = numberOf(args[0]) / 100
        return
      case 'setTextRise':
        state.rise = numberOf(args[0])
        return
      case 'showText':
        return show(argumentsOf(args[0]) as (Glyph | number | null)[])
      default:
    }
  })
  return glyphs
}

function setFont(state: State, [font, size]: readonly unknown[]): void {
  if (typeof font === 'string') state.font = font
  state.size = numberOf(size)
}

function argumentsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : []
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function matrixOf(values: readonly unknown[]): Matrix {
  if (values.length < 6) return IDENTITY
  const [a, b, c, d, e, f] = values.map(numberOf)
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0]
}

function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function applied([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

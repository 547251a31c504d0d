// Owns reading where an annotation of any program is on its page, and what colour and time it has; wrong values are told from right ones.
import { type AnnotationColour, type AnnotationTarget, type Quad, type Rect } from '#domain/annotation.ts'
import type { PDFDict } from '@cantoo/pdf-lib'
import { boundsOf, pointsOf } from './pdf-appearance.ts'
import { numbersEntry, numbersOf, type OpenPdf } from './pdf-document.ts'

export function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100
}

/** `Rect` in order; null when it is missing, not of numbers, or has no size. */
export function rectOf(pdf: OpenPdf, dict: PDFDict): Rect | null {
  const [x1, y1, x2, y2] = numbersEntry(pdf, dict, 'Rect') ?? []
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null
  const rect = boundsOf([
    [x1, y1],
    [x2, y2],
  ]).map(twoDecimals) as Rect
  return isPlace(rect) ? rect : null
}

/**
 * `QuadPoints`, each with its corners upper left, upper right, lower left, lower right, whichever way round the program
 * writes them (Acrobat and most: that order; the standard's text and some: once around). Quads without numbers, size or
 * a part of `page` are left out; without any the `Rect` stands for them. Null when there is no place at all.
 */
export function quadsOf(pdf: OpenPdf, dict: PDFDict, page: Rect): Quad[] | null {
  const numbers = numbersEntry(pdf, dict, 'QuadPoints') ?? []
  const quads: Quad[] = []
  for (let index = 0; index + 8 <= numbers.length; index += 8) {
    const quad = orderedQuad(numbers.slice(index, index + 8))
    if (quad && overlaps(boundsOf(pointsOf(quad)), page)) quads.push(quad)
  }
  if (quads.length > 0) return quads
  const rect = rectOf(pdf, dict)
  if (!rect || !overlaps(rect, page)) return null
  const [left, bottom, right, top] = rect
  return [[left, top, right, top, left, bottom, right, bottom]]
}

function orderedQuad(numbers: readonly number[]): Quad | null {
  if (!numbers.every((value) => Number.isFinite(value) && Math.abs(value) < 1_000_000)) return null
  const points = pointsOf(numbers)
  const box = boundsOf(points)
  if (!isPlace(box)) return null
  const [left, bottom, right, top] = box
  const upright = points.every(([x, y]) => near(x, left, right) && near(y, bottom, top))
  if (upright) return [left, top, right, top, left, bottom, right, bottom].map(twoDecimals) as Quad
  const [first, second, third, fourth] = points
  if (!first || !second || !third || !fourth) return null
  // written once around, the third side runs against the first
  const around = (second[0] - first[0]) * (fourth[0] - third[0]) + (second[1] - first[1]) * (fourth[1] - third[1]) < 0
  return (around ? [fourth, third, first, second] : points).flat().map(twoDecimals) as Quad
}

function near(value: number, low: number, high: number): boolean {
  const slack = Math.max(0.5, (high - low) * 0.02)
  return Math.abs(value - low) <= slack || Math.abs(value - high) <= slack
}

function isPlace([left, bottom, right, top]: Rect): boolean {
  return [left, bottom, right, top].every((value) => Number.isFinite(value) && Math.abs(value) < 1_000_000) && right > left && top > bottom
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
}

/** `InkList`, or the two ends of a `Line`; null when there are none. */
export function pathsOf(pdf: OpenPdf, dict: PDFDict): Extract<AnnotationTarget['shape'], { kind: 'paths' }> | null {
  const { library } = pdf
  const list = dict.lookup(library.PDFName.of('InkList'))
  const lists =
    list instanceof library.PDFArray
      ? list.asArray().map((_, index) => {
          const path = list.lookup(index)
          return path instanceof library.PDFArray ? numbersOf(pdf, path) : []
        })
      : [numbersEntry(pdf, dict, 'L') ?? numbersEntry(pdf, dict, 'Vertices') ?? []]
  const paths = lists
    .slice(0, 2_000)
    .map((numbers) => {
      const points: [number, number][] = []
      for (let index = 0; index + 1 < numbers.length && points.length < 20_000; index += 2) {
        const [x = Number.NaN, y = Number.NaN] = [numbers[index], numbers[index + 1]]
        if (Math.abs(x) < 1_000_000 && Math.abs(y) < 1_000_000) points.push([twoDecimals(x), twoDecimals(y)])
      }
      return points
    })
    .filter((path) => path.length > 0)
  if (paths.length === 0) return null
  const border = dict.lookup(library.PDFName.of('BS'))
  const styled = border instanceof library.PDFDict ? border.lookup(library.PDFName.of('W')) : undefined
  const width = styled instanceof library.PDFNumber ? styled.asNumber() : (numbersEntry(pdf, dict, 'Border')?.[2] ?? 1)
  return { kind: 'paths', paths, width: width > 0 && width <= 200 ? width : 1 }
}

/** Where each colour stands on the wheel, in degrees, so that a program's plain blue is blue and not our purple. */
const HUES: Record<Exclude<AnnotationColour, 'grey'>, number> = {
  red: 0,
  orange: 30,
  yellow: 52,
  green: 115,
  blue: 225,
  purple: 262,
  magenta: 300,
}
const LEAST_STRENGTH = 0.12

/** The nearest of the eight colours, by hue, to `C` (grey, RGB or CMYK, 0 to 1); yellow where there is none. */
export function nearestColour(values: readonly number[] | null): AnnotationColour {
  const rgb = rgbOfValues(values ?? [])
  if (!rgb) return 'yellow'
  const { hue, strength } = hueAndStrength(rgb)
  if (strength < LEAST_STRENGTH) return 'grey'
  const away = (other: number): number => Math.min(Math.abs(hue - other), 360 - Math.abs(hue - other))
  const [nearest] = (Object.entries(HUES) as [AnnotationColour, number][]).toSorted(([, one], [, two]) => away(one) - away(two))
  return nearest?.[0] ?? 'yellow'
}

function rgbOfValues(values: readonly number[]): number[] | null {
  if (!values.every((value) => Number.isFinite(value))) return null
  const byte = (value: number): number => Math.min(1, Math.max(0, value)) * 255
  const [a = 0, b = 0, c = 0, black = 0] = values
  if (values.length === 1) return [byte(a), byte(a), byte(a)]
  if (values.length === 3) return [byte(a), byte(b), byte(c)]
  if (values.length === 4) return [a, b, c].map((ink) => byte((1 - ink) * (1 - black)))
  return null
}

function hueAndStrength([red = 0, green = 0, blue = 0]: readonly number[]): { hue: number; strength: number } {
  const high = Math.max(red, green, blue)
  const span = high - Math.min(red, green, blue)
  if (span === 0) return { hue: 0, strength: 0 }
  const sixth = high === red ? (green - blue) / span : high === green ? 2 + (blue - red) / span : 4 + (red - green) / span
  return { hue: (sixth * 60 + 360) % 360, strength: span / high }
}

const DATE = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(\d{2})?)?/

/** A date of a PDF (32000-1, 7.9.4) as milliseconds; without an offset it is taken as UTC. Null when it is none. */
export function dateOf(text: string | null): number | null {
  const match = DATE.exec(text?.trim() ?? '')
  if (!match) return null
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours = '00', minutes = '00'] = match
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000
  return Number.isFinite(local) ? local - (sign === '-' ? -offset : offset) : null
}

// Owns how a mark looks in other programs: the drawing instructions of its appearance stream, in the page's own points.
import { type Annotation, type AnnotationTarget, annotationColours, type Quad, type Rect } from '#domain/annotation.ts'

export interface Appearance {
  /** The drawing, and around it the box that the annotation claims. */
  content: string
  box: Rect
  /** Lets the words shine through. */
  multiply: boolean
  needsFont: boolean
}

const NOTE_SIZE = 18
const TEXT_SIZE = 10

/** Red, green and blue from 0 to 1. */
export function rgbOf(colour: Annotation['colour']): [number, number, number] {
  const value = Number.parseInt(annotationColours[colour].slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}

export function appearanceOf(annotation: Annotation, { shape }: AnnotationTarget): Appearance {
  const colour = rgbOf(annotation.colour).map(decimal).join(' ')
  switch (shape.kind) {
    case 'quads': {
      const box = grown(boundsOf(shape.quads.flatMap(pointsOf)), 1)
      const underlined = annotation.kind === 'underline'
      const content = underlined
        ? `${colour} RG 1.2 w\n${shape.quads.map(underline).join('\n')}\nS`
        : `${colour} rg\n${shape.quads.map(filled).join('\n')}\nf`
      return { content, box, multiply: !underlined, needsFont: false }
    }
    case 'rect': {
      const [left, bottom, right, top] = shape.rect
      if (annotation.kind === 'text') {
        return { content: textContent(annotation, shape.rect), box: shape.rect, multiply: false, needsFont: true }
      }
      const frame = `${decimal(left + 1)} ${decimal(bottom + 1)} ${decimal(right - left - 2)} ${decimal(top - bottom - 2)} re`
      return { content: `${colour} RG 2 w\n${frame}\nS`, box: shape.rect, multiply: false, needsFont: false }
    }
    case 'point': {
      const [x, y] = shape.point
      const box: Rect = [x, y - NOTE_SIZE, x + NOTE_SIZE, y]
      const line = (offset: number): string => `${decimal(x + 4)} ${decimal(y - offset)} m ${decimal(x + 14)} ${decimal(y - offset)} l`
      const sheet = `${decimal(x + 0.5)} ${decimal(y - 17.5)} 17 17 re B`
      return {
        content: `${colour} rg 0.3 0.3 0.3 RG 0.8 w\n${sheet}\n${[5, 9, 13].map(line).join(' ')} S`,
        box,
        multiply: false,
        needsFont: false,
      }
    }
    case 'paths': {
      const box = grown(boundsOf(shape.paths.flat()), shape.width)
      const paths = shape.paths.map(
        (path) =>
          path.map(([x, y], index) => `${decimal(x)} ${decimal(y)} ${index === 0 ? 'm' : 'l'}`).join(' ') + (path.length === 1 ? ' h' : ''),
      )
      return { content: `${colour} RG ${decimal(shape.width)} w 1 J 1 j\n${paths.join('\n')}\nS`, box, multiply: false, needsFont: false }
    }
  }
}

/** Font, size and colour of a text on the page, as `DA` wants it. */
export function defaultAppearance(colour: Annotation['colour']): string {
  return `/Helv ${TEXT_SIZE} Tf ${rgbOf(colour).map(decimal).join(' ')} rg`
}

function textContent(annotation: Annotation, [left, bottom, right, top]: Rect): string {
  const perLine = Math.max(4, Math.floor((right - left - 4) / (TEXT_SIZE * 0.5)))
  const lines = annotation.comment.split(/\r\n|\r|\n/).flatMap((line) => wrapped(line, perLine))
  const shown = lines.slice(0, Math.max(1, Math.floor((top - bottom) / (TEXT_SIZE * 1.2))))
  const start = `${decimal(left + 2)} ${decimal(top - TEXT_SIZE - 1)} Td ${TEXT_SIZE * 1.2} TL`
  return `BT ${defaultAppearance(annotation.colour)} ${start}\n${shown.map((line) => `(${winAnsi(line)}) Tj T*`).join('\n')}\nET`
}

function wrapped(line: string, length: number): string[] {
  const lines = ['']
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + 1 + word.length > length) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}

/** Letters outside Latin-1 are shown as `?` in the drawing; the annotation's own text has them all. */
function winAnsi(text: string): string {
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 63
    if (code < 32 || code > 255 || (code > 126 && code < 160)) return '?'
    return /[\\()]/.test(letter) ? `\\${letter}` : code > 126 ? `\\${code.toString(8)}` : letter
  }).join('')
}

function filled(quad: Quad): string {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = quad.map(decimal)
  return `${x1} ${y1} m ${x2} ${y2} l ${x4} ${y4} l ${x3} ${y3} l h`
}

function underline(quad: Quad): string {
  const [, , , , x3, y3, x4, y4] = quad.map(decimal)
  return `${x3} ${y3} m ${x4} ${y4} l`
}

export function pointsOf(quad: readonly number[]): [number, number][] {
  return [0, 2, 4, 6].map((index) => [quad[index] ?? 0, quad[index + 1] ?? 0])
}

export function boundsOf(points: readonly (readonly [number, number])[]): Rect {
  const bounds: Rect = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  return bounds
}

function grown([left, bottom, right, top]: Rect, by: number): Rect {
  return [left - by, bottom - by, right + by, top + by]
}

function decimal(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

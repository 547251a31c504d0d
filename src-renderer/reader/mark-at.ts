// Owns which mark is under a point of a page, and what an eraser leaves of a drawing.
import type { Annotation, AnnotationTarget } from '#domain/annotation.ts'
import type { PdfPoint } from './pdf-view.ts'

/** Points (1/72 inch) around a note's sign and a drawn line that still count as on it. */
const NOTE_REACH = 12
const LINE_REACH = 6

/** The mark drawn last under the point; null for none. */
export function markAt(annotations: readonly Annotation[], point: PdfPoint): Annotation | null {
  return annotations.findLast(({ targets }) => targets.some((target) => target.page === point.page && isOn(target, point))) ?? null
}

function isOn({ shape }: AnnotationTarget, { x, y }: PdfPoint): boolean {
  switch (shape.kind) {
    case 'quads':
      return shape.quads.some((quad) => {
        const xs = quad.filter((_value, index) => index % 2 === 0)
        const ys = quad.filter((_value, index) => index % 2 === 1)
        return x >= Math.min(...xs) && x <= Math.max(...xs) && y >= Math.min(...ys) && y <= Math.max(...ys)
      })
    case 'rect':
      return x >= shape.rect[0] && x <= shape.rect[2] && y >= shape.rect[1] && y <= shape.rect[3]
    case 'point':
      return Math.hypot(x - shape.point[0], y - shape.point[1]) <= NOTE_REACH
    case 'paths':
      return shape.paths.some((path) => isNear(path, x, y, LINE_REACH + shape.width / 2))
  }
}

/** What is left of an ink mark's targets when the lines under the point are gone; the same array where none is. */
export function erased(targets: AnnotationTarget[], { page, x, y }: PdfPoint): AnnotationTarget[] {
  let touched = false
  const left = targets.flatMap((target): AnnotationTarget[] => {
    const { shape } = target
    if (target.page !== page || shape.kind !== 'paths') return [target]
    const paths = shape.paths.filter((path) => !isNear(path, x, y, LINE_REACH + shape.width / 2))
    if (paths.length === shape.paths.length) return [target]
    touched = true
    return paths.length === 0 ? [] : [{ page, shape: { ...shape, paths } }]
  })
  return touched ? left : targets
}

function isNear(path: readonly (readonly [number, number])[], x: number, y: number, reach: number): boolean {
  return path.some(([x2, y2], index) => {
    const [x1, y1] = path[index - 1] ?? [x2, y2]
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) <= reach
  })
}

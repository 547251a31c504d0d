// Owns the facts about which mark is under a point, and what an eraser leaves.
import { expect, test } from 'vitest'
import type { Annotation, AnnotationTarget } from '#domain/annotation.ts'
import { erased, markAt } from '#renderer/reader/mark-at.ts'

const quads: AnnotationTarget = { page: 0, shape: { kind: 'quads', quads: [[10, 20, 30, 20, 10, 10, 30, 10]] } }
const ink: AnnotationTarget = {
  page: 0,
  shape: {
    kind: 'paths',
    width: 2,
    paths: [
      [
        [0, 100],
        [100, 100],
      ],
      [
        [0, 200],
        [100, 200],
      ],
    ],
  },
}
const of = (id: string, targets: AnnotationTarget[]): Annotation => ({ id, targets }) as Annotation

test('the mark drawn last under the point is found, on its page only', () => {
  const marks = [of('a', [quads]), of('b', [{ page: 0, shape: { kind: 'rect', rect: [0, 0, 50, 15] } }]), of('c', [ink])]
  expect(markAt(marks, { page: 0, x: 12, y: 12 })?.id).toBe('b')
  expect(markAt(marks, { page: 0, x: 12, y: 18 })?.id).toBe('a')
  expect(markAt(marks, { page: 0, x: 50, y: 104 })?.id).toBe('c')
  expect(markAt(marks, { page: 0, x: 50, y: 150 })).toBeNull()
  expect(markAt(marks, { page: 1, x: 12, y: 12 })).toBeNull()
})

test('an eraser takes the line it touches and leaves the others; where it touches none, all stays', () => {
  const targets = [ink]
  const left = erased(targets, { page: 0, x: 50, y: 101 })
  expect(left).toHaveLength(1)
  expect(left[0]?.shape.kind === 'paths' && left[0].shape.paths).toEqual([
    [
      [0, 200],
      [100, 200],
    ],
  ])
  expect(erased(targets, { page: 0, x: 50, y: 150 })).toBe(targets)
  expect(erased(left, { page: 0, x: 1, y: 200 })).toEqual([])
})

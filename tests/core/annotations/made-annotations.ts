// Owns annotations made for tests.
import type { AnnotationDraft, AnnotationKind, AnnotationTarget } from '#domain/annotation.ts'

export const MADE_HASH = 'a'.repeat(64)

export function annotationId(number: number): string {
  return `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

const SHAPES: Record<AnnotationKind, AnnotationTarget['shape']> = {
  highlight: { kind: 'quads', quads: [[72, 712, 300, 712, 72, 700, 300, 700]] },
  underline: { kind: 'quads', quads: [[72, 692, 300, 692, 72, 680, 300, 680]] },
  note: { kind: 'point', point: [400, 700] },
  area: { kind: 'rect', rect: [72, 500, 300, 600] },
  text: { kind: 'rect', rect: [320, 500, 520, 560] },
  ink: {
    kind: 'paths',
    paths: [
      [
        [72, 400],
        [100, 430],
        [140, 410],
      ],
    ],
    width: 2,
  },
}

export function madeDraft(number: number, more: Partial<AnnotationDraft> = {}): AnnotationDraft {
  const kind = more.kind ?? 'highlight'
  return {
    id: annotationId(number),
    paperId: '2611.00001',
    fileHash: MADE_HASH,
    kind,
    colour: 'yellow',
    role: null,
    comment: '',
    tags: [],
    targets: [{ page: 0, shape: SHAPES[kind] }],
    quote: { exact: `words ${number}`, prefix: 'before ', suffix: ' after' },
    position: { start: number * 10, end: number * 10 + 7, length: 10_000 },
    text: `words ${number}`,
    sortKey: `00000|${String(number * 10).padStart(6, '0')}|00080`,
    pageLabel: '1',
    ...more,
  }
}

// Owns an annotation: what a reader marked on a PDF page, where it is, and by which words it is found again.
import { z } from 'zod'
import { PaperId } from './paper.ts'

export const AnnotationId = z.uuid()
export type AnnotationId = z.infer<typeof AnnotationId>

/** SHA-256 of the file's bytes, 64 lower-case hexadecimal digits. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file')
export type FileHash = z.infer<typeof FileHash>

export const AnnotationKind = z.enum(['highlight', 'underline', 'note', 'area', 'text', 'ink'])
export type AnnotationKind = z.infer<typeof AnnotationKind>

/** In the order of the keys 1 to 8; the values are Zotero's, so that files travel. */
export const annotationColours = {
  yellow: '#ffd400',
  red: '#ff6666',
  green: '#5fb236',
  blue: '#2ea8e5',
  purple: '#a28ae5',
  magenta: '#e56eee',
  orange: '#f19837',
  grey: '#aaaaaa',
} as const

export const AnnotationColour = z.enum(['yellow', 'red', 'green', 'blue', 'purple', 'magenta', 'orange', 'grey'])
export type AnnotationColour = z.infer<typeof AnnotationColour>

export const AnnotationRole = z.enum(['claim', 'method', 'number', 'question', 'todo'])
export type AnnotationRole = z.infer<typeof AnnotationRole>

const Coordinate = z.number().min(-1_000_000).max(1_000_000)

/** Points of PDF user space (1/72 inch, origin at the lower left, before the page's rotation), two decimals. */
export const Point = z.tuple([Coordinate, Coordinate])
/** left, bottom, right, top */
export const Rect = z.tuple([Coordinate, Coordinate, Coordinate, Coordinate])
export type Rect = z.infer<typeof Rect>
/** x1 y1 … x4 y4: upper left, upper right, lower left, lower right, as PDF's QuadPoints are written in practice. */
export const Quad = z.tuple([Coordinate, Coordinate, Coordinate, Coordinate, Coordinate, Coordinate, Coordinate, Coordinate])
export type Quad = z.infer<typeof Quad>

/** One page's part of an annotation; `page` is the index from 0. */
export const AnnotationTarget = z.object({
  page: z.number().int().min(0).max(100_000),
  shape: z.discriminatedUnion('kind', [
    /** One quad a line of text, in reading order: highlight and underline. */
    z.object({ kind: z.literal('quads'), quads: z.array(Quad).min(1).max(10_000) }),
    /** area and text */
    z.object({ kind: z.literal('rect'), rect: Rect }),
    /** note */
    z.object({ kind: z.literal('point'), point: Point }),
    /** ink; `width` in points */
    z.object({
      kind: z.literal('paths'),
      paths: z.array(z.array(Point).min(1).max(20_000)).min(1).max(2_000),
      width: z.number().positive().max(200),
    }),
  ]),
})
export type AnnotationTarget = z.infer<typeof AnnotationTarget>

/** The words it stands on, normalised as the text model does, with up to 32 characters on either side. */
export const TextQuote = z.object({ exact: z.string().max(200_000), prefix: z.string().max(64), suffix: z.string().max(64) })
export type TextQuote = z.infer<typeof TextQuote>

/** `[start, end)` in the normalised text of the whole document, that text's length, and which text model counted. */
export const TextPosition = z.object({
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  length: z.number().int().min(0),
  model: z.number().int().min(1).max(1_000).optional(),
})
export type TextPosition = z.infer<typeof TextPosition>

/** `exact`: where it was made. `moved`/`fuzzy`: found again by its words in another version. `orphan`: not found; never dropped. */
export const AnchorState = z.enum(['exact', 'moved', 'fuzzy', 'orphan'])
export type AnchorState = z.infer<typeof AnchorState>

export const MAX_COMMENT_LENGTH = 200_000

/** What the reader's own hand gives; the rest is stamped by core. */
export const AnnotationDraft = z.object({
  id: AnnotationId,
  /** Null for a file without a paper behind it. */
  paperId: PaperId.nullable(),
  fileHash: FileHash,
  kind: AnnotationKind,
  colour: AnnotationColour,
  role: AnnotationRole.nullable().default(null),
  comment: z.string().max(MAX_COMMENT_LENGTH).default(''),
  tags: z.array(z.string().min(1).max(80)).max(50).default([]),
  targets: z.array(AnnotationTarget).min(1).max(500),
  /** Null where there are no words under it. */
  quote: TextQuote.nullable(),
  position: TextPosition.nullable(),
  /** The quote as it is shown: hyphens at line ends undone. */
  text: z.string().max(200_000),
  /** `ppppp|oooooo|ttttt`: page, offset in the page's text, distance from the page's top; sorts in reading order. */
  sortKey: z.string().max(40),
  pageLabel: z.string().max(40),
})
export type AnnotationDraft = z.infer<typeof AnnotationDraft>

export const Annotation = AnnotationDraft.extend({
  /** `from`: the mark on another version of the file that this one was made of; null or absent for one made here. */
  anchor: z.object({ state: AnchorState, score: z.number().min(0).max(1), from: AnnotationId.nullable().optional() }),
  createdAtMs: z.number(),
  modifiedAtMs: z.number(),
  /** Who made it, as the file it came from says; null for the reader's own. */
  author: z.string().nullable(),
  /** Where it came from, so that importing twice doubles nothing; null for the reader's own. */
  source: z.object({ program: z.string(), key: z.string() }).nullable(),
})
export type Annotation = z.infer<typeof Annotation>

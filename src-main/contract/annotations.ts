// Owns the calls about annotations: marks on pages, their comments, and their way in and out of PDF files.
import { z } from 'zod'
import {
  AnchorState,
  Annotation,
  AnnotationColour,
  AnnotationDraft,
  AnnotationId,
  AnnotationKind,
  AnnotationRole,
  AnnotationTarget,
  FileHash,
  TextPosition,
  TextQuote,
} from '#domain/annotation.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done } from './shapes.ts'

/** Characters of a text with marks; one call carries it whole. */
export const LONGEST_MARKS_TEXT = 8_000_000

/** What of an annotation the reader may change; `targets`, `quote`, `position`, `text` and `sortKey` change together. */
export const AnnotationPatch = z
  .object({
    colour: AnnotationColour,
    kind: AnnotationKind,
    role: AnnotationRole.nullable(),
    comment: AnnotationDraft.shape.comment.unwrap(),
    tags: AnnotationDraft.shape.tags.unwrap(),
    targets: z.array(AnnotationTarget).min(1).max(500),
    quote: TextQuote.nullable(),
    position: TextPosition.nullable(),
    text: AnnotationDraft.shape.text,
    sortKey: AnnotationDraft.shape.sortKey,
    pageLabel: AnnotationDraft.shape.pageLabel,
  })
  .partial()
export type AnnotationPatch = z.infer<typeof AnnotationPatch>

export const AnnotationListQuery = z.object({
  filter: z
    .object({
      /** Words that must all be in the marked text, the comment, a tag, who made it or the paper's title. */
      text: z.string().max(2_000).optional(),
      /** All of them. */
      tags: z.array(z.string().max(80)).max(50).optional(),
      kinds: z.array(AnnotationKind).optional(),
      colours: z.array(AnnotationColour).optional(),
      roles: z.array(AnnotationRole).optional(),
      anchors: z.array(AnchorState).optional(),
      paperId: PaperId.optional(),
      fileHash: FileHash.optional(),
      /** Made in `[fromMs, toMs)`. */
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
    })
    .default({}),
  sort: z.enum(['newest', 'oldest', 'changed', 'paper']).default('newest'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1_000).default(100),
})
export type AnnotationListQuery = z.infer<typeof AnnotationListQuery>

/** What became of one mark on the way to another version of its file. */
export const CarriedMark = z.object({
  from: AnnotationId,
  /** The mark on the new version; null when it was not placed there. */
  to: AnnotationId.nullable(),
  /** `moved`: on another page, or with its words edited. `not-found`: it stays on the old version alone. */
  result: z.enum(['kept', 'moved', 'not-found']),
  score: z.number(),
  /** The words there now where they differ, or the best that was found. */
  candidate: z.string().nullable(),
  /** Worth a look by the reader. */
  check: z.boolean(),
})
export type CarriedMark = z.infer<typeof CarriedMark>

export const TextChange = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export type TextChange = z.infer<typeof TextChange>

export const TextSection = z.object({
  /** Empty before the first heading. */
  heading: z.string(),
  state: z.enum(['same', 'changed', 'added', 'removed']),
  /** Its words in order, by runs of one kind. */
  changes: z.array(TextChange),
})
export type TextSection = z.infer<typeof TextSection>

const LONGEST_TEXT = 10_000_000

/** Where found words stand on the pages of the new version, `[start, end)` in its normalised text. */
export const FoundPlace = z.object({
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  targets: AnnotationDraft.shape.targets,
  text: AnnotationDraft.shape.text,
  sortKey: AnnotationDraft.shape.sortKey,
  pageLabel: AnnotationDraft.shape.pageLabel,
})
export type FoundPlace = z.infer<typeof FoundPlace>

const Path = z.string().min(1).max(4_096)

const TEXT_FORMATS = ['markdown', 'json', 'hypothesis', 'csv'] as const

/** An event names no more marks than that. */
export const MOST_NAMED_MARKS = 200

export const annotationCalls = {
  /** Everything marked on one file, in reading order. */
  'annotations.ofFile': query(z.object({ hash: FileHash }), z.object({ annotations: z.array(Annotation) })),
  /** Everything marked on a paper, whichever version of its file. */
  'annotations.ofPaper': query(z.object({ paperId: PaperId }), z.object({ annotations: z.array(Annotation) })),
  /** Those of these marks that there are, in no order. */
  'annotations.some': query(z.object({ ids: z.array(AnnotationId).max(MOST_NAMED_MARKS) }), z.object({ annotations: z.array(Annotation) })),
  'annotations.get': query(z.object({ id: AnnotationId }), z.object({ annotation: Annotation })),
  /** One page of all marks of the library. `tags`: those of every mark under the filter, the most used first, at most 200. */
  'annotations.list': query(
    AnnotationListQuery,
    z.object({
      annotations: z.array(z.object({ annotation: Annotation, paperTitle: z.string().nullable() })),
      total: z.number().int(),
      tags: z.array(z.object({ name: z.string(), count: z.number().int() })),
    }),
  ),
  'annotations.add': command(z.object({ annotations: z.array(AnnotationDraft).min(1).max(2_000) }), Done),
  /** A change of one comment joins the step before it while typing goes on, unless `ownStep`. */
  'annotations.change': command(
    z.object({ ids: z.array(AnnotationId).min(1).max(10_000), patch: AnnotationPatch, ownStep: z.boolean().optional() }),
    Done,
  ),
  /** Joins marks into the first one, which takes the patch; the comments and tags of all are kept. */
  'annotations.merge': command(z.object({ ids: z.array(AnnotationId).min(2).max(500), patch: AnnotationPatch }), Done),
  /**
   * Writes marks into a file: `pdf`, a copy with standard annotations; `markdown`, by page; `json`, W3C Web Annotations; `hypothesis`, what its
   * client imports; `csv`, a line a mark.
   * Without `path` into the data folder's `exports`. Never over a file of the library or the original.
   */
  'annotations.export': command(
    z.object({ hash: FileHash, format: z.enum(['pdf', ...TEXT_FORMATS]), path: Path.optional() }),
    z.object({ path: z.string(), bytes: z.number().int(), annotations: z.number().int(), sentence: z.string() }),
  ),
  /** The same as text: the marks of a file, of some papers, or of the whole library. */
  'annotations.asText': query(
    z.object({ hash: FileHash.optional(), ids: z.array(PaperId).max(100_000).optional(), format: z.enum(TEXT_FORMATS) }),
    z.object({ text: z.string(), annotations: z.number().int() }),
  ),
  /**
   * Takes the annotations that other programs put into a PDF, W3C Web Annotations, an export of Hypothesis, Markdown of marks, or a table with a column `quote`,
   * as marks on the file `hash`.
   * They stand in the file `path` or in `text`; without both those inside that file itself are taken. What is there already is passed over.
   */
  'annotations.importFile': command(
    z.object({
      hash: FileHash,
      paperId: PaperId.nullable().default(null),
      path: Path.optional(),
      text: z.string().max(LONGEST_MARKS_TEXT).optional(),
    }),
    Done.extend({ added: z.number().int(), known: z.number().int(), unreadable: z.number().int() }),
  ),
  /** Which words of `text`, the normalised text of another version, the marks of a file stand on now; what is not found is left out. */
  'annotations.findAgain': query(
    z.object({ fromHash: FileHash, text: z.string().max(LONGEST_TEXT) }),
    z.object({ found: z.array(z.object({ id: AnnotationId, start: z.number().int(), end: z.number().int(), score: z.number() })) }),
  ),
  /**
   * Copies marks onto another version of their file. A window that has it open may give its normalised `text`, and in
   * `places` where the spans that `annotations.findAgain` gave stand on its pages; else the file is read. Marks that are not found stay on the old version and are told; one
   * step of undo, and done twice it adds nothing.
   */
  'annotations.reanchor': command(
    z.object({
      fromHash: FileHash,
      toHash: FileHash,
      known: z.object({ text: z.string().max(LONGEST_TEXT), places: z.array(FoundPlace).max(100_000) }).optional(),
    }),
    Done.extend({ report: z.array(CarriedMark) }),
  ),
  /** What changed between two versions of a text (a paper's Markdown, or the text of its pages), section by section. */
  'annotations.compareTexts': query(
    z.object({ before: z.string().max(LONGEST_TEXT), after: z.string().max(LONGEST_TEXT) }),
    z.object({ sections: z.array(TextSection) }),
  ),
  /** The picture of an area, PNG in base64; kept as a file beside the library. */
  'annotations.saveImage': command(z.object({ id: AnnotationId, png: z.string().max(20_000_000) }), z.object({})),
  'annotations.image': query(z.object({ id: AnnotationId }), z.object({ png: z.string().nullable() })),
  'annotations.remove': command(z.object({ ids: z.array(AnnotationId).min(1).max(10_000) }), Done),
} as const

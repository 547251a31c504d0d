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
      /** Words that must all be in the marked text, the comment, a tag or the paper's title. */
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

export const annotationCalls = {
  /** Everything marked on one file, in reading order. */
  'annotations.ofFile': query(z.object({ hash: FileHash }), z.object({ annotations: z.array(Annotation) })),
  /** Everything marked on a paper, whichever version of its file. */
  'annotations.ofPaper': query(z.object({ paperId: PaperId }), z.object({ annotations: z.array(Annotation) })),
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
  'annotations.remove': command(z.object({ ids: z.array(AnnotationId).min(1).max(10_000) }), Done),
} as const

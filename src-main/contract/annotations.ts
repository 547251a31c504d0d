// Owns the calls about annotations: marks on pages, their comments, and their way in and out of PDF files.
import { z } from 'zod'
import {
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

export const annotationCalls = {
  /** Everything marked on one file, in reading order. */
  'annotations.ofFile': query(z.object({ hash: FileHash }), z.object({ annotations: z.array(Annotation) })),
  /** Everything marked on a paper, whichever version of its file. */
  'annotations.ofPaper': query(z.object({ paperId: PaperId }), z.object({ annotations: z.array(Annotation) })),
  'annotations.add': command(z.object({ annotations: z.array(AnnotationDraft).min(1).max(2_000) }), Done),
  'annotations.change': command(z.object({ ids: z.array(AnnotationId).min(1).max(10_000), patch: AnnotationPatch }), Done),
  'annotations.remove': command(z.object({ ids: z.array(AnnotationId).min(1).max(10_000) }), Done),
} as const

// Owns carrying a file's marks over to another version of it: one step of undo, and a report of every mark.
import type { CarriedMark } from '#contract/annotations.ts'
import type { Done } from '#contract/api.ts'
import type { FileHash } from '#domain/annotation.ts'
import type { DocumentText } from '../annotations/document-text.ts'
import { type AnchorText, carriedSentence, carryOver } from '../annotations/reanchor.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { putAnnotation, readAnnotationsOfFile } from '../storage/annotation-rows.ts'

/**
 * Copies the marks of `fromHash`, whose text is `from` where it is known, onto `toHash`, whose text is `into`. Marks that were carried over before are left as the
 * reader has them now. The old file keeps all of its own.
 */
export function carryMarks(
  context: CommandContext,
  { fromHash, toHash, into, from = null }: { fromHash: FileHash; toHash: FileHash; into: AnchorText; from?: DocumentText | null },
): Done & { report: CarriedMark[] } {
  const there = new Set(readAnnotationsOfFile(context.store.sql, toHash).map(({ anchor }) => anchor.from))
  const marks = readAnnotationsOfFile(context.store.sql, fromHash).filter(({ id }) => !there.has(id))
  let report: CarriedMark[] = []
  const done = runCommand(context, 'annotations.reanchor', (rows, nowMs) => {
    const carried = carryOver(marks, into, { toHash, nowMs, newId: () => context.random.uuid(), from })
    for (const copy of carried.copies) putAnnotation(rows, copy, [])
    report = carried.report
    const sentence = carriedSentence(report)
    return { sentence, unchanged: marks.length === 0 ? 'Every mark is on the new version already.' : sentence }
  })
  return { ...done, report }
}

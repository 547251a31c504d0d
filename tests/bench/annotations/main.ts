// Owns `npm run bench:annotations`: marks found again in a changed version, and 500 of them out into a PDF and in again.
import os from 'node:os'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { anchorQuote } from '#core/annotations/anchor.ts'
import { exportMarks } from '#core/annotations/export-marks.ts'
import { importMarks } from '#core/annotations/import-marks.ts'
import { addAnnotations } from '#core/commands/annotations.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import { AnnotationColour, AnnotationKind } from '#domain/annotation.ts'
import { MADE_HASH, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { madePdf } from '#tests/core/annotations/made-pdf.ts'
import { openLibrary } from '#tests/support/library.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { type Fate, madeVersions } from './changed-version.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, marks: { type: 'string', default: '600' } } })
const CONTEXT = 32
const signal = new AbortController().signal

const results = { anchoring: anchoring(Number(values.marks)), roundTrip: await roundTrip(500) }
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`)
  console.table(results.anchoring.groups)
  console.log(
    `${results.anchoring.msEach} ms a mark; by position alone ${results.anchoring.positionAloneWrong} of ${results.anchoring.marks} would be wrong`,
  )
  console.table([results.roundTrip])
}

/** Right: the true place, give or take two letters. Wrong: another, without a doubt told. */
function anchoring(count: number) {
  const { before, after, highlights } = madeVersions(count)
  const group = () => ({ marks: 0, right: 0, doubtful: 0, notFound: 0, wrong: 0 })
  const groups: Record<Fate, ReturnType<typeof group>> = { unchanged: group(), edited: group(), deleted: group() }
  let positionAloneWrong = 0
  const startedMs = performance.now()
  for (const { start, end, fate, truth } of highlights) {
    const quote = {
      exact: before.slice(start, end),
      prefix: before.slice(Math.max(0, start - CONTEXT), start),
      suffix: before.slice(end, end + CONTEXT),
    }
    const { found } = anchorQuote(after, quote, { start, end, length: before.length })
    const counts = groups[fate]
    counts.marks += 1
    const right = found && truth && Math.abs(found.start - truth.start) <= 2 && Math.abs(found.end - truth.end) <= 2
    if (!found) counts.notFound += 1
    else if (right) counts.right += 1
    else if (found.ambiguous || found.score < 0.9 || found.quoteScore < 1) counts.doubtful += 1
    else counts.wrong += 1
    if (!truth || after.slice(start, end) !== quote.exact) positionAloneWrong += 1
  }
  const msEach = Math.round(((performance.now() - startedMs) / highlights.length) * 100) / 100
  return { marks: highlights.length, letters: before.length, msEach, groups, positionAloneWrong }
}

async function roundTrip(count: number) {
  const files = memoryAnnotationFiles()
  const original = await madePdf(
    Array.from({ length: 20 }, (_, page) => ({ lines: Array.from({ length: 50 }, (__, line) => `Line ${line} of page ${page}`) })),
  )
  files.library.set(MADE_HASH, original)
  const library = openLibrary()
  addAnnotations(library.context, {
    annotations: Array.from({ length: count }, (_, index) => {
      const kind = AnnotationKind.options[index % AnnotationKind.options.length] ?? 'highlight'
      const colour = AnnotationColour.options[index % AnnotationColour.options.length] ?? 'yellow'
      const draft = madeDraft(index + 1, { kind, colour, comment: `Comment ${index}, ∀x`, tags: ['proof'], role: 'claim' })
      return { ...draft, targets: draft.targets.map((target) => ({ ...target, page: index % 20 })) }
    }),
  })
  const send = () => exportMarks({ store: library.store, files, nowMs: 0 }, { hash: MADE_HASH, format: 'pdf', path: '/copy' }, { signal })
  await send()
  const startedMs = performance.now()
  const { bytes } = await send()
  const exportedMs = performance.now()
  const other = openLibrary()
  const { added } = await importMarks(
    { context: other.context, files },
    { hash: MADE_HASH, paperId: '2611.00001', path: '/copy' },
    { signal },
  )
  const importedMs = performance.now()
  const same = isDeepStrictEqual(annotationsOfFile(library.store, MADE_HASH), annotationsOfFile(other.store, MADE_HASH))
  return {
    marks: count,
    added,
    same,
    exportMs: Math.round(exportedMs - startedMs),
    importMs: Math.round(importedMs - exportedMs),
    bytesEach: Math.round((bytes - original.length) / count),
  }
}

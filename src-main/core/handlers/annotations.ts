// Owns which function answers which call about annotations.
import type { annotationCalls } from '#contract/annotations.ts'
import { readDocumentText, textAround } from '../annotations/document-text.ts'
import { exportMarks, marksAsText } from '../annotations/export-marks.ts'
import { importMarks } from '../annotations/import-marks.ts'
import { findAgain, placedText } from '../annotations/reanchor.ts'
import { textChanges } from '../annotations/text-changes.ts'
import { copyAreaImages, readAreaImage, saveAreaImage } from '../annotations/area-image.ts'
import type { CommandContext } from '../command.ts'
import { addAnnotations, changeAnnotations, mergeAnnotations, removeAnnotations } from '../commands/annotations.ts'
import { carryMarks } from '../commands/carry-marks.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { readAnnotation } from '../storage/annotation-rows.ts'
import { annotationsOfFile, annotationsOfPaper, getAnnotation, listAnnotations } from '../queries/annotations.ts'

export function annotationHandlers({ store, ports, changed }: HandlerParts): Pick<Handlers, keyof typeof annotationCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  return {
    'annotations.ofFile': ({ hash }) => ({ annotations: annotationsOfFile(store, hash) }),
    'annotations.ofPaper': ({ paperId }) => ({ annotations: annotationsOfPaper(store, paperId) }),
    'annotations.some': ({ ids }) => ({ annotations: ids.map((id) => readAnnotation(store.sql, id)).filter((each) => each !== null) }),
    'annotations.get': ({ id }) => ({ annotation: getAnnotation(store, id) }),
    'annotations.list': (input) => listAnnotations(store, input),
    'annotations.add': (input) => addAnnotations(context, input),
    'annotations.change': (input) => changeAnnotations(context, input),
    'annotations.merge': (input) => mergeAnnotations(context, input),
    'annotations.export': (input, options) =>
      exportMarks({ store, files: ports.annotationFiles, nowMs: ports.clock.nowMs() }, input, options),
    'annotations.asText': ({ format, ...of }) => marksAsText(store, of, format, { nowMs: ports.clock.nowMs() }),
    'annotations.importFile': (input, options) => importMarks({ context, files: ports.annotationFiles }, input, options),
    'annotations.findAgain': ({ fromHash, text }) => ({ found: findAgain(annotationsOfFile(store, fromHash), text) }),
    'annotations.reanchor': async ({ fromHash, toHash, known }, options) => {
      const into = known ? placedText(known.text, known.places) : await readDocumentText(ports.annotationFiles, toHash, options)
      const from = await textAround(ports.annotationFiles, annotationsOfFile(store, fromHash), fromHash, options)
      const carried = carryMarks(context, { fromHash, toHash, into, from })
      copyAreaImages(ports.annotationFiles, carried.report)
      return carried
    },
    'annotations.compareTexts': ({ before, after }) => ({ sections: textChanges(before, after) }),
    'annotations.saveImage': ({ id, png }) => {
      saveAreaImage(ports.annotationFiles, id, png)
      // what is written outside shows it too
      const paperId = readAnnotation(store.sql, id)?.paperId ?? null
      if (paperId !== null) changed(['annotations'], [paperId])
      return {}
    },
    'annotations.image': ({ id }) => ({ png: readAreaImage(ports.annotationFiles, id) }),
    'annotations.remove': (input) => removeAnnotations(context, input),
  }
}

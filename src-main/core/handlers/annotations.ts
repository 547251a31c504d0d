// Owns which function answers which call about annotations.
import type { annotationCalls } from '#contract/annotations.ts'
import type { CommandContext } from '../command.ts'
import { addAnnotations, changeAnnotations, mergeAnnotations, removeAnnotations } from '../commands/annotations.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { annotationsOfFile, annotationsOfPaper, getAnnotation, listAnnotations } from '../queries/annotations.ts'

export function annotationHandlers({ store, ports, changed }: HandlerParts): Pick<Handlers, keyof typeof annotationCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  return {
    'annotations.ofFile': ({ hash }) => ({ annotations: annotationsOfFile(store, hash) }),
    'annotations.ofPaper': ({ paperId }) => ({ annotations: annotationsOfPaper(store, paperId) }),
    'annotations.get': ({ id }) => ({ annotation: getAnnotation(store, id) }),
    'annotations.list': (input) => listAnnotations(store, input),
    'annotations.add': (input) => addAnnotations(context, input),
    'annotations.change': (input) => changeAnnotations(context, input),
    'annotations.merge': (input) => mergeAnnotations(context, input),
    'annotations.remove': (input) => removeAnnotations(context, input),
  }
}

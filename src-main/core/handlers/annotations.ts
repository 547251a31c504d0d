// Owns which function answers which call about annotations.
import type { annotationCalls } from '#contract/annotations.ts'
import { DogearError } from '#domain/errors.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

const notYet = (): never => {
  throw new DogearError('not-found', 'Annotations are not there yet.')
}

export function annotationHandlers(_parts: HandlerParts): Pick<Handlers, keyof typeof annotationCalls> {
  return {
    'annotations.ofFile': () => ({ annotations: [] }),
    'annotations.ofPaper': () => ({ annotations: [] }),
    'annotations.add': notYet,
    'annotations.change': notYet,
    'annotations.remove': notYet,
  }
}
